/**
 * The results in a link, which its reader can compare with their own: `got=400,original:0.01234:0.00567,…`. The step
 * comes first, then each network's recovery error and train error.
 */
import { RESULTS_KEY } from "./link-keys.ts";
import { NETWORK_NAMES, type NetworkName } from "./experiment.ts";

export interface LinkedResult {
  readonly id: NetworkName;
  readonly recovery: number;
  readonly train: number;
}

export interface LinkedResults {
  readonly step: number;
  readonly networks: readonly LinkedResult[];
}

/** Number of digits of an error. Another device reproduces fewer. */
const DIGITS = 4;

export function encodeResults({ step, networks }: LinkedResults): string {
  const digits = (value: number): string => String(Number(value.toPrecision(DIGITS)));
  const parts = networks.map(({ id, recovery, train }) => `${id}:${digits(recovery)}:${digits(train)}`);
  return `${RESULTS_KEY}=${[step, ...parts].join(",")}`;
}

/** The results in a link's hash. Undefined if it has none or they cannot be read. */
export function decodeResults(hash: string): LinkedResults | undefined {
  const text = new URLSearchParams(hash.slice(hash.indexOf("#") + 1)).get(RESULTS_KEY);
  const [first = "", ...parts] = text?.slice(0, 1000).split(",") ?? [];
  const networks = parts.flatMap((part): LinkedResult[] => {
    const [name, recovery = NaN, train = NaN, ...more] = part
      .split(":")
      .map((item, i) => (i ? Number(item || NaN) : item));
    const id = NETWORK_NAMES.find((candidate) => candidate === name);
    const isError = (value: unknown): value is number =>
      typeof value === "number" && Number.isFinite(value) && value >= 0;
    return id && more.length === 0 && isError(recovery) && isError(train) ? [{ id, recovery, train }] : [];
  });
  return /^\d{1,8}$/.test(first) && networks.length > 0 ? { step: Number(first), networks } : undefined;
}
