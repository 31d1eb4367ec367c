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
export function limitNote(typed: number, { min, max, integer, because }: Limits): string | undefined {
  const taken = Math.min(max, Math.max(min, integer ? Math.round(typed) : typed));
  if (taken === typed) return undefined;
  const kind = integer ? "a whole number" : "a number";
  return `${write(typed)} became ${write(taken)}. Allowed: ${kind} from ${write(min)} to ${write(max)}: ${because}.`;
}

const write = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e9 ? formatCount(value) : formatSetting(value);
