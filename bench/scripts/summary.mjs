// The first lines of the report: which engine is ahead, by how much, and on which device.
import { digits, isSoftware, OURS, rowsOf, valueOf, WASM, WEBGPU } from "./rows.mjs";
import { TARGETS, verdict } from "./targets.mjs";

/**
 * Five lines of Markdown. `titles` names each host. At each size the fastest peer counts. Lines about suites that were
 * not measured say so.
 */
export function summary(result, titles) {
  const hosts = Object.keys(titles);
  const compared = (suite, what) =>
    sentence(hosts, titles, (host, on) => againstPeers(result, host, suite, what, on));
  const adapters = hosts.map((host) => result.hosts[host].adapter ?? "");
  return [
    `- **Training the original network**: ${compared("training", "training original")}.`,
    `- **Training the compressed network**: ${compared("training", "training compressed")}.`,
    `- **Matrix products**: ${compared("matmul", "matmul nn")}.`,
    `- **Compression** (r̂ = 6, d = 256) against our own original: ${sentence(hosts, titles, (host, on) => gain(result, host, on))}.`,
    `- **Targets met**: ${hosts.map((host) => `${titles[host]} ${met(result, host)}`).join(", ")}.${
      adapters.length > 0 && adapters.every(isSoftware)
        ? " Every WebGPU adapter here computes in software: no graphics card was measured."
        : ""
    }`,
  ];
}

/** Joins the texts that `measure` returns for each device of each host. */
function sentence(hosts, titles, measure) {
  const parts = hosts.flatMap((host) => {
    const known = [WEBGPU, WASM].map((on) => measure(host, on)).filter(Boolean);
    return known.length > 0 ? [`${titles[host]}: ${known.join("; ")}`] : [];
  });
  return parts.join(". ") || "not measured";
}

/** `ahead of jax-js, 1.18 to 1.46 × as fast on WebGPU (128 … 512)`. Undefined if there is no peer. */
function againstPeers(result, host, suite, what, on) {
  const rows = rowsOf(result, host, suite).filter(
    (row) => row.what === what && row.on === on && Number.isFinite(row.value),
  );
  const compared = rows
    .filter(({ engine }) => engine === OURS)
    .flatMap(({ shape, value }) => {
      const [fastest] = rows
        .filter((row) => row.shape === shape && isPeer(row.engine))
        .toSorted((a, b) => b.value - a.value);
      return fastest ? [{ shape, ratio: value / fastest.value, peer: fastest.engine }] : [];
    });
  if (compared.length === 0) return undefined;
  const ratios = compared.map(({ ratio }) => ratio);
  const peers = [...new Set(compared.map(({ peer }) => peer))].join(" and ");
  const who =
    Math.min(...ratios) >= 1 ? "ahead of" : Math.max(...ratios) < 1 ? "behind" : "not always ahead of";
  const sizes = [...new Set([compared[0].shape, compared.at(-1).shape])].join(" … ");
  return `${who} ${peers}, ${range(ratios)} × as fast ${where(on)} (${sizes})`;
}

const where = (on) => (on === WASM ? `in ${on}` : `on ${on}`);

/** Our own engines, and single kernels of ours, do not count as peers. */
const isPeer = (engine) => !engine.startsWith("DMF") && !engine.startsWith("·");

function range(values) {
  const [least, most] = [digits(Math.min(...values)), digits(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

function gain(result, host, on) {
  const value = valueOf(rowsOf(result, host, "gain"), { what: "gain of compression, r̂ = 6", shape: 256, on });
  return value && `${digits(value)} × ${where(on)}`;
}

/** `12 of 25`, counting only targets that were measured on this host. */
function met(result, host) {
  const verdicts = TARGETS.map((target) => verdict(target, result, host)).filter((text) => text !== "–");
  return `${verdicts.filter((text) => text.startsWith("✓")).length} of ${verdicts.length}`;
}
