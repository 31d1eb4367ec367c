/**
 * The results in a link, which its reader can compare with their own: `got=400,original:0.01234:0.00567,…`. The step
 * comes first, then each model's headline metric and training loss.
 */
import { RESULTS_KEY } from "./link-keys.ts";

export interface LinkedResult {
  readonly id: string;
  readonly headline: number;
  readonly loss: number;
}

export interface LinkedResults {
  readonly step: number;
  readonly models: readonly LinkedResult[];
}

/** Number of digits of a result. Another device reproduces fewer. */
const DIGITS = 4;

export function encodeResults({ step, models }: LinkedResults): string {
  const digits = (value: number): string => String(Number(value.toPrecision(DIGITS)));
  const parts = models.map(({ id, headline, loss }) => `${id}:${digits(headline)}:${digits(loss)}`);
  return `${RESULTS_KEY}=${[step, ...parts].join(",")}`;
}

/** The results in a link's hash. Undefined if it has none or they cannot be read. */
export function decodeResults(hash: string): LinkedResults | undefined {
  const text = new URLSearchParams(hash.slice(hash.indexOf("#") + 1)).get(RESULTS_KEY);
  const [first = "", ...parts] = text?.slice(0, 1000).split(",") ?? [];
  const models = parts.flatMap((part): LinkedResult[] => {
    const [id = "", ...written] = part.split(":");
    const [headline = NaN, loss = NaN, ...more] = written.map((item) => Number(item || NaN));
    const isKnown = more.length === 0 && [headline, loss].every((value) => value >= 0 && value < Infinity);
    return isKnown && /^\w{1,40}$/.test(id) ? [{ id, headline, loss }] : [];
  });
  return /^\d{1,8}$/.test(first) && models.length > 0 ? { step: Number(first), models } : undefined;
}
