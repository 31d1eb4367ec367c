/** Records of one network over a run, in bounded memory: a full history drops the record that is missed least. */
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

export const MAX_RECORDS = 320;

export class StepHistory<R extends StepRecord> {
  #records: R[] = [];

  /** Increases whenever the records change. */
  version = 0;

  get records(): readonly R[] {
    return this.#records;
  }

  /** Adds a record in the order of the steps. It replaces one of the same step. */
  add(record: R): void {
    const { step } = record;
    const after = this.#records.filter((one) => one.step > step);
    this.#records = [...this.#records.filter((one) => one.step < step), record, ...after];
    if (this.#records.length > MAX_RECORDS) this.#records.splice(this.#leastMissed(), 1);
    this.version++;
  }

  /** Drops records after a step. */
  cut(step: number): void {
    const kept = this.#records.filter((one) => one.step <= step);
    if (kept.length === this.#records.length) return;
    this.#records = kept;
    this.version++;
  }

  /** The record whose neighbours are closest to each other. */
  #leastMissed(): number {
    const steps = this.#records.map(({ step }) => step);
    const gaps = steps.slice(2).map((step, i) => step - (steps[i] as number));
    return 1 + gaps.indexOf(Math.min(...gaps));
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
