/**
 * Simulated time. Nothing is really sent: the simulation counts bytes where values pass between server and
 * client. A round takes as long as its slowest client.
 */

interface Speeds {
  /** 10⁹ operations per second. */
  readonly deviceSpeed: number;
  /** Megabits per second. */
  readonly bandwidth: number;
}

/** Seconds for this many 10⁹ operations and 10⁶ bytes. */
export const secondsOf = ({ deviceSpeed, bandwidth }: Speeds, gflops: number, megabytes: number): number =>
  gflops / deviceSpeed + (8 * megabytes) / bandwidth;
