/** Simulated time. Nothing is sent: bytes are counted where values pass between server and client. */

export interface Speeds {
  /** 10⁹ operations per second. */
  readonly deviceSpeed: number;
  /** Megabits per second. */
  readonly bandwidth: number;
}

/** Seconds that a client computes and sends. */
export const secondsOf = ({ deviceSpeed, bandwidth }: Speeds, flops: number, bytes: number): number =>
  flops / (deviceSpeed * 1e9) + (8 * bytes) / (bandwidth * 1e6);
