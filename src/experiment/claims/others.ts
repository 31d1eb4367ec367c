/** Controls of our own, results of third parties, and claims about memory. */
import { networkOf, resultsOf, show, showAll, type Claim, type ClaimRun, type RunResult } from "./claim.ts";
import { memoryOfLlama } from "./memory.ts";
import { ratings } from "./ratings.ts";
import { preset, seeds } from "./settings.ts";

/** Judged, and beyond the criterion: a start can be made smaller still. */
const SHALLOW = [1e-3, 1e-4, 1e-5];
const SMALLER = [1e-9, 1e-12];
const shallowLabel = (epsilon: number): string => `ε_s = ${epsilon.toExponential()}`;

const depthFair: Claim = {
  id: "depth-fair",
  title: "Depth 3 against depth 2, over start scales",
  claim:
    "Where samples are scarce, depth 3 recovers better than depth 2 from the same end-to-end scale, and from starts down to 1e-5; from 1e-9 and less, depth 2 recovers as well.",
  paper:
    "None: our control of “depth”, since a shallow network from the same end-to-end scale is the fair comparison",
  setting:
    "Completion, d = 128, r = 5, p = .2, ε = .02, η̂ = .25; depth 2 from ε_s = ε^{3/2}, 1e-3, 1e-4, 1e-5, and beside them 1e-9 and 1e-12; four seeds",
  criterion: "Recovery error of L = 3 below that of every L = 2 with ε_s ≥ 1e-5, for every seed",
  runs: [
    {
      label: "same end-to-end scale",
      fields: preset("mc-hard", { networks: ["original", "shallow"] }),
      seeds: seeds(4),
    },
    ...[...SHALLOW, ...SMALLER].map((epsilon): ClaimRun => ({
      label: shallowLabel(epsilon),
      fields: preset("mc-hard", { networks: ["shallow"], shallowEpsilon: epsilon }),
      seeds: seeds(4),
    })),
  ],
  judge: (results) => {
    const first = resultsOf(results, "same end-to-end scale");
    const deep = first.map((result) => networkOf(result, "original").recoveryError);
    const shallowOf = (own: readonly RunResult[]): number[] =>
      own.map((result) => networkOf(result, "shallow").recoveryError);
    const from = (epsilon: number): number[] => shallowOf(resultsOf(results, shallowLabel(epsilon)));
    const judged = [shallowOf(first), ...SHALLOW.map(from)];
    const best = deep.map((_, seed) => Math.min(...judged.map((own) => own[seed] ?? NaN)));
    const beyond = SMALLER.map((epsilon) => `${shallowLabel(epsilon)}: ${showAll(from(epsilon), 2)}`);
    return {
      ours: `L = 3: ${showAll(deep, 2)}; best L = 2 with ε_s ≥ 1e-5: ${showAll(best, 2)}; ${beyond.join("; ")}`,
      passed: deep.every((value, seed) => value < (best[seed] ?? NaN)),
    };
  },
};

const independentRun = (
  label: string,
  gamma: number,
  networks: ClaimRun["fields"]["networks"],
): ClaimRun => ({
  label,
  fields: {
    task: "mc",
    data: "random",
    rows: 200,
    rank: 3,
    observed: 0.2,
    loss: "sum",
    epsilon: 0.1,
    rate: 0.2,
    rHat: 3,
    gamma,
    ...(networks ? { networks } : {}),
    steps: 5000,
  },
  seeds: [0],
});

const independent: Claim = {
  id: "independent",
  title: "A third party's reproduction",
  claim:
    "Somebody else's implementation shows the same: γ = 10 fits as well as the original at a fraction of the time, γ = 0 does not fit.",
  paper: "Third party: squared relative loss 1.6e-5 (original), 2.9e-6 (γ = 10), .996 (γ = 0); 11.7 × faster",
  setting: "Completion, d = 200, r = 3, p = .2, L = 3, ε = .1, η = .2 (sum), σ₁ = 1, r̂ = r, 5,000 steps",
  criterion:
    "Squared relative training error: original in 1e-5…1e-4, γ = 10 ≤ 5e-6, γ = 0 ≥ .15; time per step ≥ 8 × less",
  runs: [independentRun("γ = 10", 10, ["original", "yaras"]), independentRun("γ = 0", 0, ["yaras"])],
  picture: { error: "train", label: "training error" },
  judge: (results) => {
    const [ten] = resultsOf(results, "γ = 10");
    const [zero] = resultsOf(results, "γ = 0");
    const original = networkOf(ten as NonNullable<typeof ten>, "original");
    const compressed = networkOf(ten as NonNullable<typeof ten>, "yaras");
    const squared = (error: number): number => error ** 2;
    const stalled = squared(networkOf(zero as NonNullable<typeof zero>, "yaras").trainError);
    const faster = original.msPerStep / compressed.msPerStep;
    const full = squared(original.trainError);
    return {
      ours: `original ${show(full, 2)}, γ = 10 ${show(squared(compressed.trainError), 2)}, γ = 0 ${show(stalled, 2)}; ${show(faster, 2)} × faster`,
      passed:
        full >= 1e-5 &&
        full <= 1e-4 &&
        squared(compressed.trainError) <= 5e-6 &&
        stalled >= 0.15 &&
        faster >= 8,
    };
  },
};

const galore: Claim = {
  id: "galore-memory",
  title: "Memory that projected gradients save",
  claim:
    "Gradients projected to rank 1024 save about 65 % of Adam's memory for LLaMA-7B, 82 % with 8 bits, and 63 % of all.",
  paper: "GaLore (arXiv 2403.03507): 65.5 %, 82.5 %, 63.3 %",
  setting:
    "Counted, not trained: LLaMA-7B's matrices, mr + 2nr numbers of optimizer state (m ≤ n) in place of 2mn",
  criterion: "Each within one percentage point of the paper's",
  runs: [],
  judge: () => {
    const { states, eightBit, total } = memoryOfLlama();
    const shares = [states, eightBit, total].map((share) => 100 * share);
    const paper = [65.5, 82.5, 63.3];
    return {
      ours: `${shares.map((share) => share.toFixed(1)).join(" %, ")} %`,
      passed: shares.every((share, i) => Math.abs(share - (paper[i] ?? NaN)) <= 1),
    };
  },
};

export const OTHER_CLAIMS: readonly Claim[] = [depthFair, ratings, independent, galore];
