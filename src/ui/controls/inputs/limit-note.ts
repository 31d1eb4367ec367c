/** The note beside a number box that rejected a typed number. */
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

const write = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e9 ? formatCount(value) : formatSetting(value);
