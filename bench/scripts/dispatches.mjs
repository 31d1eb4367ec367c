// Shows why a target of training on WebGPU is missed: the dispatches of one step beside the adapter's limits.
import { digits, isSoftware, rowsOf } from "./rows.mjs";
import { missedTraining } from "./targets.mjs";

/** On a software adapter, the table names the parts of a dispatch's time that reach this fraction. */
const NAMED = 0.1;
/** At this fraction or above, a limit counts as exhausted. */
const EXHAUSTED = 0.7;

/**
 * The limits that were measured on a host, by name. Empty if the suite did not run. A dispatch that was faster than the
 * kernel for a limit sets that limit.
 */
export function limitsOf(result, host) {
  const rows = rowsOf(result, host, "dispatches");
  const limits = new Map(
    rows.filter(({ what }) => what === "limit").map(({ shape, value, unit }) => [shape, { value, unit }]),
  );
  const better = (name, value, best) => {
    const limit = limits.get(name);
    if (limit) limit.value = best(limit.value, value);
  };
  for (const { value: ms, dispatch } of rows.filter((row) => row.dispatch)) {
    const { flops, arithmetic, bytes, reads, stores, access } = dispatch;
    better(arithmetic, flops / ms / 1e6, Math.max);
    better("bandwidth", bytes / ms / 1e6, Math.max);
    better(`reads ${access}`, reads / ms / 1e6, Math.max);
    better(`stores ${access}`, stores / ms / 1e6, Math.max);
    better("dispatch", ms, Math.min);
  }
  return limits;
}

/**
 * Fractions of a dispatch's time that its operations, its memory traffic and an empty dispatch would take at the
 * limits. Memory is the longer of two: its tensors once at the best bandwidth, or all reads and stores of its
 * invocations, which mostly hit a cache.
 */
export function fractionsOf({ value: ms, dispatch }, limits) {
  const rate = (name) => 1e6 * limits.get(name).value;
  const { flops, arithmetic, bytes, reads, stores, access } = dispatch;
  const accessMs = reads / rate(`reads ${access}`) + stores / rate(`stores ${access}`);
  return {
    arithmetic: flops / rate(arithmetic) / ms,
    memory: Math.max(bytes / rate("bandwidth"), accessMs) / ms,
    dispatch: limits.get("dispatch").value / ms,
  };
}

/**
 * The resource that a dispatch exhausts. On a graphics card, the largest part counts. On a software adapter all parts
 * are instructions of one processor, so they add up.
 */
export function exhausted(shares, inSoftware) {
  const parts = Object.entries(shares)
    .toSorted(([, a], [, b]) => b - a)
    .filter(([, share], i) => (inSoftware ? share >= NAMED : i === 0));
  const sum = parts.reduce((total, [, share]) => total + share, 0);
  const names = parts.map(([name]) => name).join(" + ");
  return sum < EXHAUSTED ? `none: ${names} ${percent(sum)}` : `${names} ${percent(sum)}`;
}

/** For each size at which a target is missed: a title and the lines of its table, with a header. */
export function missTables(result, host) {
  const limits = limitsOf(result, host);
  const rows = rowsOf(result, host, "dispatches");
  const inSoftware = isSoftware(result.hosts[host].adapter);
  const misses = missedTraining(result, host);
  return rows
    .filter(({ what }) => what.startsWith("step "))
    .flatMap(({ what, shape, value }) => {
      const network = what.slice("step ".length);
      const ofStep = misses.filter((miss) => miss.network === network && String(miss.d) === shape);
      if (ofStep.length === 0) return [];
      const dispatches = rows
        .filter((row) => row.what === `dispatch ${network}` && row.shape === shape)
        .toSorted((a, b) => b.dispatch.calls * b.value - a.dispatch.calls * a.value);
      const sum = dispatches.reduce((total, { value: ms, dispatch }) => total + dispatch.calls * ms, 0);
      const ratios = ofStep.map(({ peer, ratio, target }) => `${digits(ratio)} × ${peer}, not ${target} ×`);
      return {
        title: `Training ${network}, d = ${shape}: ${ratios.join("; ")}. A step takes ${digits(value)} ms, its dispatches one by one ${digits(sum)} ms.`,
        lines: [HEADER, ...dispatches.map((row) => line(row, sum, limits, inSoftware))],
      };
    });
}

const HEADER = [
  "kernel",
  "size",
  "calls",
  "ms",
  "of the sum",
  "MFLOP",
  "MB",
  "arithmetic",
  "memory",
  "dispatch",
  "exhausts",
];

function line(row, sum, limits, inSoftware) {
  const { value: ms, dispatch } = row;
  const shares = fractionsOf(row, limits);
  return [
    dispatch.kernel,
    dispatch.size,
    String(dispatch.calls),
    digits(ms),
    percent((dispatch.calls * ms) / sum),
    digits(dispatch.flops / 1e6),
    digits(dispatch.bytes / 1e6),
    ...Object.values(shares).map(percent),
    exhausted(shares, inSoftware),
  ];
}

const percent = (share) => `${Math.round(100 * share)} %`;
