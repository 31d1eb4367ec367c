/** Spectra of one network over a run, in bounded memory: when it is full, every second one is dropped. */
import type { NetworkView } from "../engine/engine.ts";
import type { Spectra } from "../engine/session.ts";

/** Spectra at a step, and what was worked out beside them. */
export interface SpectrumRecord extends Pick<NetworkView, "insight"> {
  readonly step: number;
  readonly spectra: Spectra;
}

export const MOST_RECORDS = 96;

export class SpectrumHistory {
  #records: SpectrumRecord[] = [];
  /** Steps that lie between two records at least. */
  #gap = 0;

  /** Counts up whenever the records change. */
  version = 0;

  get records(): readonly SpectrumRecord[] {
    return this.#records;
  }

  /** A step that is not after the last one ends what was known from there on, which is what a reset means. */
  add(record: SpectrumRecord): void {
    const { step } = record;
    this.#records = this.#records.filter((one) => one.step < step);
    const last = this.#records.at(-1);
    if (!last) this.#gap = 0;
    if (last && step - last.step < this.#gap) return;
    this.#records.push(record);
    this.version++;
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
