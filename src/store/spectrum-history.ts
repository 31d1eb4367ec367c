/** Spectra of one network over a run, in bounded memory: when it is full, every second one is dropped. */
import type { Spectra } from "../engine/session.ts";

export interface SpectrumRecord {
  readonly step: number;
  readonly spectra: Spectra;
}

export const MOST_RECORDS = 96;

export class SpectrumHistory {
  #records: SpectrumRecord[] = [];
  /** Steps that lie between two records at least. */
  #gap = 0;

  get records(): readonly SpectrumRecord[] {
    return this.#records;
  }

  /** A step that is not after the last one ends what was known from there on, which is what a reset means. */
  add(step: number, spectra: Spectra): void {
    this.#records = this.#records.filter((record) => record.step < step);
    const last = this.#records.at(-1);
    if (!last) this.#gap = 0;
    if (last && step - last.step < this.#gap) return;
    this.#records.push({ step, spectra });
    if (this.#records.length <= MOST_RECORDS) return;
    this.#records = this.#records.filter((_, i) => i % 2 === 0);
    this.#gap = step / MOST_RECORDS;
  }

  /** At most `count` records, evenly over the steps, the first and the last among them. */
  pick(count: number): SpectrumRecord[] {
    const records = this.#records;
    const last = records.at(-1);
    if (!last || records.length <= count) return [...records];
    const picked = new Set<SpectrumRecord>();
    let next = 0;
    for (const record of records)
      if (record.step >= (last.step * next) / (count - 1) - 1e-9) {
        picked.add(record);
        while ((last.step * next) / (count - 1) <= record.step + 1e-9) next++;
      }
    return [...picked.add(last)];
  }
}
