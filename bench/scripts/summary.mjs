// The first lines of the report: who is ahead of whom, by how much, and on which device.
import { digits, rowsOf, valueOf, WASM, WEBGPU } from "./rows.mjs";
import { faster, TARGETS, verdict } from "./targets.mjs";

const SOFTWARE = /swiftshader|llvmpipe|software/i;

/** Five lines of Markdown. `titles` names each host. Lines about suites that were not measured say so. */
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
      adapters.length > 0 && adapters.every((adapter) => SOFTWARE.test(adapter))
        ? " Every WebGPU adapter here computes in software: no graphics card was measured."
        : ""
    }`,
  ];
}

/** Joins the texts that `measure` returns for each device of each host. */
function sentence(hosts, titles, measure) {
  const parts = hosts.flatMap((host) => {
    const known = [WEBGPU, WASM].map((on) => measure(host, on)).filter(Boolean);
    return known.length > 0 ? [`${titles[host]}: ${known.join(", ")}`] : [];
  });
  return parts.join("; ") || "not measured";
}

/** `1.18 to 1.46 × the fastest peer on WebGPU (128 … 512)`. Undefined if there is no peer. */
function againstPeers(result, host, suite, what, on) {
  const rows = rowsOf(result, host, suite).filter((row) => row.what === what && row.on === on);
  const shapes = [...new Set(rows.map(({ shape }) => shape))];
  const peers = [...new Set(rows.map(({ engine }) => engine))].filter(isPeer);
  const ratios = faster(suite, what, shapes, on, peers)(result, host);
  const known = shapes.filter((_, i) => ratios[i] !== undefined);
  if (known.length === 0) return undefined;
  const values = ratios.filter((ratio) => ratio !== undefined);
  const sizes = known.length > 1 ? `${known[0]} … ${known.at(-1)}` : known[0];
  return `${range(values)} × the fastest peer on ${on} (${sizes})`;
}

/** Our own engines, and single kernels of ours, do not count as peers. */
const isPeer = (engine) => !engine.startsWith("DMF") && !engine.startsWith("·");

function range(values) {
  const [least, most] = [digits(Math.min(...values)), digits(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

function gain(result, host, on) {
  const value = valueOf(rowsOf(result, host, "gain"), { what: "gain of compression, r̂ = 6", shape: 256, on });
  return value && `${digits(value)} × on ${on}`;
}

/** `12 of 25`, counting only targets that were measured on this host. */
function met(result, host) {
  const verdicts = TARGETS.map((target) => verdict(target, result, host)).filter((text) => text !== "–");
  return `${verdicts.filter((text) => text.startsWith("✓")).length} of ${verdicts.length}`;
}
