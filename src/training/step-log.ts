/** Records of some steps of a run within a budget of memory: evenly over its steps, or as said, when there is no room for all. */
export class StepLog<T extends { readonly step: number }> {
  readonly #bytesOf: (record: T) => number;
  readonly #budget: number;
  readonly #most: number;
  readonly #apart: (before: T, after: T) => number;
  #kept: { readonly record: T; readonly bytes: number }[] = [];

  /** The last record is kept in any case. `apart` is what records should be evenly spread over: their steps unless said. */
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

  /** By step, ascending. */
  get records(): T[] {
    return this.#kept.map(({ record }) => record);
  }

  /** Ascending. */
  get steps(): number[] {
    return this.#kept.map(({ record }) => record.step);
  }

  get byteLength(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** It ends what is kept: what was known of its own and of later steps is forgotten. */
  add(record: T): void {
    this.cut(record.step - 1);
    this.#kept.push({ record, bytes: this.#bytesOf(record) });
    while (this.#kept.length > 1 && (this.byteLength > this.#budget || this.#kept.length > this.#most))
      this.#kept.splice(this.#leastMissed(), 1);
  }

  /** The last one up to a step. */
  upTo(step: number): T | undefined {
    return this.#kept.findLast(({ record }) => record.step <= step)?.record;
  }

  /** Forgets what is later than a step. */
  cut(step: number): void {
    this.#kept = this.#kept.filter(({ record }) => record.step <= step);
  }

  clear(): void {
    this.#kept = [];
  }

  /** The one whose neighbours are closest to each other; the first where there are only two. */
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
