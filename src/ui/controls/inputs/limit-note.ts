/** The rules of a number box: which numbers it takes, the note beside a number that it rejected, and its arrow keys. */
import { formatCount, formatSetting } from "../../../store/format.ts";

export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** Why the range ends where it does: the second half of a sentence. */
  readonly because: string;
}

/** Undefined if the number is allowed. */
export function limitNote(typed: number, limits: Limits): string | undefined {
  const taken = allowed(typed, limits);
  if (taken === typed) return undefined;
  const { min, max, integer, because } = limits;
  const kind = integer ? "whole numbers" : "numbers";
  return `${write(typed)} became ${write(taken)}. Allowed: ${kind} from ${write(min)} to ${write(max)} (${because}).`;
}

/** The allowed number that replaces a typed one. */
export const allowed = (typed: number, { min, max, integer }: Limits): number =>
  Math.min(max, Math.max(min, integer ? Math.round(typed) : typed));

/**
 * The number to which an arrow key moves a real one: its second digit changes by one, so .25 becomes .26, and 1e-3
 * becomes 1.1e-3 or 9.9e-4. A zero moves by .01.
 */
export function nudged(value: number, by: 1 | -1): number {
  if (value === 0) return by / 100;
  // A power of ten moves towards zero in the smaller steps of the numbers below it: 1e-3 becomes 9.9e-4.
  const size = Math.abs(value) * (Math.sign(value) === by ? 1 : 1 - 1e-9);
  const unit = 10 ** (Math.floor(Math.log10(size)) - 1);
  return Number((value + by * unit).toPrecision(3));
}

const write = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e9 ? formatCount(value) : formatSetting(value);
