/** Writes the Python code of an experiment's networks: the initialization and learning rate of each. */
import type { Experiment, NetworkName } from "../workloads/mf/config/fields.ts";
import { snippet } from "./snippets.ts";

interface NetworkCode {
  /** Code for the initial factors, in which `W` is the original's initialization and `X` its invariant bases. */
  readonly factors: string;
  /** Code for the factor of each weight's learning rate. */
  readonly rate: string;
  /** Code for λ in the network's stability limit 2/λ. */
  readonly sharpness: string;
  readonly snippet?: string;
}

const deep = "[1] * L";
const NETWORKS: Readonly<Partial<Record<NetworkName, NetworkCode>>> = {
  original: { factors: "W", rate: deep, sharpness: "L" },
  yaras: {
    factors: "yaras(W, X)",
    rate: "[gamma, *[1] * L, gamma]",
    sharpness: "yaras_sharpness()",
    snippet: "yaras",
  },
  thin: { factors: "thin(W, X)", rate: deep, sharpness: "L", snippet: "thin" },
  kwon: {
    factors: "kwon(problem)",
    rate: "[alpha, *[1] * (L - 2), alpha]",
    sharpness: "(L * alpha ** (2 / L))",
    snippet: "kwon",
  },
  narrow: { factors: 'random_start(seed, "narrow", L, 2 * r_hat, epsilon)', rate: deep, sharpness: "L" },
  shallow: {
    factors: 'random_start(seed, "shallow", 2, max(m, n), epsilon_s)',
    rate: "[1, 1]",
    sharpness: "2",
  },
  burerMonteiro: {
    factors: 'random_start(seed, "burerMonteiro", 2, r_hat, epsilon_s)',
    rate: "[1, 1]",
    sharpness: "2",
  },
  spectral: { factors: "spectral(problem)", rate: "[1, 1]", sharpness: "2", snippet: "spectral" },
  galore: { factors: "W", rate: deep, sharpness: "L" },
};

export const usesBases = ({ networks }: Experiment): boolean =>
  networks.includes("yaras") || networks.includes("thin");
const usesOriginal = (e: Experiment): boolean =>
  usesBases(e) || e.networks.includes("original") || e.networks.includes("galore");
/** Whether a network has a random initialization. */
export const usesRandomStart = (e: Experiment): boolean =>
  usesOriginal(e) || e.networks.some((id) => NETWORKS[id]?.factors.includes("random_start"));
export const usesHaar = (e: Experiment): boolean => e.start === "orthogonal" && usesRandomStart(e);

export function networksCode(e: Experiment): string[] {
  const own = e.networks.flatMap((id) => NETWORKS[id]?.snippet ?? []);
  const draw = e.start === "orthogonal" ? "draw = haar" : snippet(`draw_${e.start}`);
  return [
    snippet("product"),
    ...(usesRandomStart(e) ? [draw, snippet("start")] : []),
    ...(usesBases(e) ? [snippet("bases")] : []),
    ...own.map((name) => snippet(name).replace("SURROGATE", surrogate(e))),
    ...(e.rateMode === "perNetwork" && e.networks.includes("yaras") ? [snippet("yaras_sharpness")] : []),
    listCode(e),
  ];
}

/** The matrix whose SVD Kwon et al. use. */
function surrogate({ task }: Experiment): string {
  if (task === "ms") return "(problem.y @ problem.A / N).reshape(m, n)";
  return task === "mc" ? "problem.M * problem.seen / problem.M.mean()" : "problem.seen";
}

function listCode(e: Experiment): string {
  const left = e.networks.filter((id) => !NETWORKS[id]);
  return [
    "def networks(problem, seed):",
    '    """For each network: its initial W_1, W_2, ..., the rate scale of each, and eta."""',
    ...(usesOriginal(e) ? ['    W = random_start(seed, "original", L, width, epsilon)'] : []),
    ...(usesBases(e) ? ["    X = invariant_bases(W, problem)"] : []),
    ...left.map((id) => `    # Left out, because plain gradient descent does not train it: ${id}.`),
    "    return {",
    ...e.networks.flatMap((id) => {
      const code = NETWORKS[id];
      return code ? [`        "${id}": (${code.factors}, ${code.rate}, ${eta(e, code.sharpness)}),`] : [];
    }),
    "    }",
  ].join("\n");
}

function eta({ rateMode, optimizer }: Experiment, sharpness: string): string {
  if (rateMode !== "perNetwork") return "eta";
  return `eta_hat * 2 / ${sharpness}${optimizer === "momentum" ? " * (1 + beta)" : ""}`;
}
