/**
 * Simulated time. Nothing is really sent: the simulation counts the bytes that server and clients would exchange. A
 * round takes as long as its slowest client.
 */

interface Speeds {
  /** In 10⁹ operations per second. */
  readonly deviceSpeed: number;
  /** In megabits per second. */
  readonly bandwidth: number;
}

/** Seconds for `gflops` · 10⁹ operations and `megabytes` · 10⁶ bytes. */
export const secondsOf = ({ deviceSpeed, bandwidth }: Speeds, gflops: number, megabytes: number): number =>
  gflops / deviceSpeed + (8 * megabytes) / bandwidth;
