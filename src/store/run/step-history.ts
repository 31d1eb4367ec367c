/** Records of one network over a run, in bounded memory: a full history drops every second record. */
import type { Alignment } from "../../workloads/mf/probes/alignment.ts";
import type { MatrixView } from "../../workloads/mf/summary.ts";
import type { Spectra } from "../../workloads/mf/session.ts";

interface StepRecord {
  readonly step: number;
}

/** Spectra at a step, with the diagnostics computed beside them. */
export interface SpectrumRecord extends StepRecord, Pick<MatrixView, "insight"> {
  readonly spectra: Spectra;
}

export interface AlignmentRecord extends StepRecord {
  readonly alignment: Alignment;
}

export type SpectrumHistory = StepHistory<SpectrumRecord>;
export type AlignmentHistory = StepHistory<AlignmentRecord>;

export const MAX_RECORDS = 96;

export class StepHistory<R extends StepRecord> {
  #records: R[] = [];
  /** Smallest number of steps between two records. */
  #gap = 0;

  /** Increases whenever the records change. */
  version = 0;

  get records(): readonly R[] {
    return this.#records;
  }

  /** Drops all records at this step or later, so that a reset starts over. */
  add(record: R): void {
    const { step } = record;
    this.#records = this.#records.filter((one) => one.step < step);
    const [before, last] = this.#records.slice(-2);
    if (!before) this.#gap = 0;
    // The newest record always stays. The next record replaces it if it came too early.
    if (before && last && last.step - before.step < this.#gap) this.#records.pop();
    this.#records.push(record);
    this.version++;
    if (this.#records.length <= MAX_RECORDS) return;
    this.#records = this.#records.filter((_, i) => i % 2 === 0);
    this.#gap = step / MAX_RECORDS;
  }

  /** The record that is closest to a step. */
  nearest(step: number): R | undefined {
    const distance = (record: R): number => Math.abs(record.step - step);
    return this.#records.toSorted((a, b) => distance(a) - distance(b))[0];
  }

  /** At most `count` records, spread evenly over the steps, including the first and the last. */
  pick(count: number): R[] {
    const records = this.#records;
    const last = records.at(-1);
    if (!last || records.length <= count) return [...records];
    const picked = new Set<R>();
    let next = 0;
    for (const record of records)
      if (record.step >= (last.step * next) / (count - 1) - 1e-9) {
        picked.add(record);
        while ((last.step * next) / (count - 1) <= record.step + 1e-9) next++;
      }
    return [...picked.add(last)];
  }
}
