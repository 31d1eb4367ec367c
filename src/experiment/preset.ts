/** A named experiment of a workload. */
export interface Preset<C, M extends string = string> {
  readonly id: string;
  readonly title: string;
  /** One to three sentences that tell the reader what the run shows. */
  readonly about: string;
  /** Only the differences from the defaults. */
  readonly fields: Partial<C>;
  /** The models that learn little or nothing here on some seeds, as `about` or the recorded claim says. */
  readonly failing?: readonly M[];
  /** The two models that the result compares, if more are trained. */
  readonly compares?: readonly [M, M];
}
