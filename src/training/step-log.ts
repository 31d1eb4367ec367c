/**
 * Records of some steps of a run within a memory budget. If there is no room for all steps, the records are spread evenly
 * over the steps or over another measure.
 */
export class StepLog<T extends { readonly step: number }> {
  readonly #bytesOf: (record: T) => number;
  readonly #budget: number;
  readonly #most: number;
  readonly #apart: (before: T, after: T) => number;
  #kept: { readonly record: T; readonly bytes: number }[] = [];

  /**
   * Always keeps the last record. `apart` measures the distance over which records are spread; the default is the
   * number of steps.
   */
  constructor(
    bytesOf: (record: T) => number,
    budget: number,
    most: number,
    apart = (before: T, after: T): number => after.step - before.step,
  ) {
    this.#bytesOf = bytesOf;
    this.#budget = budget;
    this.#most = most;
    this.#apart = apart;
  }

  get last(): T | undefined {
    return this.#kept.at(-1)?.record;
  }

  /** The records, ascending by step. */
  get records(): T[] {
    return this.#kept.map(({ record }) => record);
  }

  /** The steps of the records, ascending. */
  get steps(): number[] {
    return this.#kept.map(({ record }) => record.step);
  }

  get byteLength(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Adds the last record and drops existing records of the same step or later ones. */
  add(record: T): void {
    this.cut(record.step - 1);
    this.#kept.push({ record, bytes: this.#bytesOf(record) });
    while (this.#kept.length > 1 && (this.byteLength > this.#budget || this.#kept.length > this.#most))
      this.#kept.splice(this.#leastMissed(), 1);
  }

  /** The last record up to a step. */
  upTo(step: number): T | undefined {
    return this.#kept.findLast(({ record }) => record.step <= step)?.record;
  }

  /** Drops records after a step. */
  cut(step: number): void {
    this.#kept = this.#kept.filter(({ record }) => record.step <= step);
  }

  clear(): void {
    this.#kept = [];
  }

  /** The record whose neighbours are closest to each other; the first if there are only two. */
  #leastMissed(): number {
    const { records } = this;
    let least = 0;
    let gap = Infinity;
    for (let i = 1; i < records.length - 1; i++) {
      const between = this.#apart(records[i - 1] as T, records[i + 1] as T);
      if (between < gap) [least, gap] = [i, between];
    }
    return least;
  }
}
