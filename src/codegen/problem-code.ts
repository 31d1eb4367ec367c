/** Writes the problem in Python: target, mask or measurements, noise, and the loss in its convention. */
import type { Experiment } from "../workloads/mf/config/fields.ts";
import { snippet, when } from "./snippets.ts";
import { usesBases, usesHaar } from "./networks-code.ts";

export function problemCode(e: Experiment): string[] {
  const haar = (e.data === "random" && e.spectrum !== "gaussian") || usesHaar(e);
  const counted = e.mask === "exact" || e.mask === "rows";
  const sampled = e.task === "mc" && (counted || e.validation > 0);
  return [
    ...(haar || usesBases(e) ? [snippet("qr")] : []),
    ...(haar ? [snippet("haar")] : []),
    ...(targetSnippet(e) === "target_stripes" ? [snippet("stripes")] : []),
    ...(isPhoto(e) || e.data === "file" ? [snippet("box_weights")] : []),
    snippet(targetSnippet(e)),
    ...(centreOf(e) === "biases" ? [snippet("biases")] : []),
    ...(sampled ? [snippet("sample")] : []),
    ...(e.task === "mc" && !counted ? [snippet("at_least_one")] : []),
    ...(e.task === "mc" ? [snippet(`mask_${e.mask}`)] : []),
    ...(e.validation > 0 ? [snippet("hold_out")] : []),
    ...(e.noise > 0 ? [snippet("noisy")] : []),
    makeProblem(e),
    gradientCode(e),
  ];
}

function targetSnippet(e: Experiment): string {
  if (e.data === "random") {
    if (e.spectrum === "gaussian") return "target_gaussian";
    return e.vectors === "stripes" ? "target_stripes" : "target_spectrum";
  }
  return isPhoto(e) ? "target_photo" : `target_${e.data}`;
}

const isPhoto = ({ data }: Experiment): boolean => data === "alpine" || data === "canyon";

/** The baseline to subtract. Only user files offer a choice. */
const centreOf = ({ data, centre }: Experiment): Experiment["centre"] => {
  if (data === "random") return "none";
  return data === "file" ? centre : "mean";
};

function makeProblem(e: Experiment): string {
  const masked = e.task === "mc";
  const real = e.data !== "random";
  const lines = [
    "def make_problem(seed):",
    `    """${e.task === "ms" ? "Phi, the measurement matrix A, and the measurements y" : "Phi, the values that training sees, and the mask M"}."""`,
    "    Phi = target(seed)",
    ...(e.data === "file" ? missingCode(masked) : []),
    ...(masked && e.data !== "file" ? ["    K = np.ones((m, n))  # every entry is known"] : []),
    ...(masked ? ["    M = mask(seed, K)"] : []),
    ...(e.validation > 0 ? ["    M, V = hold_out(seed, M)"] : []),
  ];
  if (real) lines.push(...normalisedCode(e, masked));
  else if (e.loss === "normalised" && (e.spectrum === "gaussian" || e.spectrum === "list"))
    lines.push("    Phi = Phi / np.linalg.norm(Phi, 2)");
  if (e.task === "ms") {
    const deviation = e.loss === "kwonMean" ? "N" : "math.sqrt(N)";
    lines.push(
      `    A = Random(seed, "A").normals(N, m * n) / ${deviation}`,
      `    y = ${e.noise > 0 ? "noisy(A @ Phi.reshape(-1, 1), seed).ravel()" : "A @ Phi.ravel()"}`,
      "    return SimpleNamespace(Phi=Phi, A=A, y=y)",
    );
  } else {
    const apart = e.validation > 0;
    const seen = e.noise > 0 ? "noisy(Phi, seed)" : "Phi";
    const [left, used] = apart ? ["K - M - V", "M + V"] : ["K - M", "M"];
    lines.push(
      ...when(
        isHeldOut(e),
        `    R = ${left} if (K > ${used}).any() else K  # recovery is measured over the unobserved entries`,
      ),
      `    return SimpleNamespace(Phi=Phi, seen=${seen}, M=${masked ? "M" : "np.ones((m, n))"}${isHeldOut(e) ? ", R=R" : ""}${apart ? ", V=V" : ""})`,
    );
  }
  return lines.join("\n");
}

/** Code for a user file: finds the cells that have a value. */
function missingCode(masked: boolean): string[] {
  return masked
    ? [
        "    K = (~np.isnan(Phi)).astype(float)  # 1 where a value is known",
        "    Phi = np.nan_to_num(Phi)  # missing entries are never observed and count in no error",
      ]
    : [
        "    if np.isnan(Phi).any():",
        '        sys.exit("The matrix has missing cells, and only completion can handle them.")',
      ];
}

/** The normalization of real data. */
function normalisedCode(e: Experiment, masked: boolean): string[] {
  const centre = centreOf(e);
  const subtracted = {
    none: undefined,
    mean: masked ? "(M * Phi).sum() / M.sum()" : "Phi.mean()",
    biases: `biases(Phi, ${masked ? "M" : "np.ones((m, n))"})`,
  }[centre];
  const centred = masked && e.data === "file" ? `K * (Phi - ${subtracted})` : `Phi - ${subtracted}`;
  return [
    `    # ${subtracted ? "Centred, and scaled" : "Scaled"} so that the largest singular value of the observed data is 1.`,
    ...(subtracted ? [`    Phi = ${centred}`] : []),
    `    Phi = Phi / np.linalg.norm(${masked ? "M * Phi / M.mean()" : "Phi"}, 2)`,
  ];
}

/** Code for s in the loss (s/2) ‖M ⊙ (f − Y)‖², where Y are the values that training sees, and the meaning of s. */
function lossScale({ task, loss }: Experiment): readonly [code: string, meaning: string] {
  const sum = ["1", "a sum"] as const;
  if (task === "ms") return sum;
  return {
    normalised: task === "mc" ? (["m * n / problem.M.sum()", "1/p"] as const) : sum,
    lawMean: ["1 / (m * n)", "mean over all entries"] as const,
    kwonMean: ["1 / problem.M.sum()", "mean over the seen entries"] as const,
    sum,
  }[loss];
}

const isHeldOut = (e: Experiment): boolean => e.task === "mc" && e.data !== "random";

/** Code for D = ∂loss/∂f. NumPy propagates D to the factors, and compression starts from D in every language. */
function gradientCode(e: Experiment): string {
  if (e.task === "ms")
    return [
      "def loss_gradient(problem, f):",
      '    """D = unvec(A^T (A vec f - y)), the gradient of 1/2 ||A vec f - y||^2."""',
      "    return (problem.A.T @ (problem.A @ f.reshape(-1) - problem.y)).reshape(m, n)",
    ].join("\n");
  const [scale, meaning] = lossScale(e);
  return [
    "def loss_gradient(problem, f):",
    '    """D = s M * (f - seen), the gradient of s/2 ||M * (f - seen)||^2."""',
    `    s = ${scale}  # ${meaning}`,
    "    return s * problem.M * (f - problem.seen)",
  ].join("\n");
}

export function errorsCode(e: Experiment): string {
  const R = isHeldOut(e) ? "problem.R * " : "";
  const [residual, seen] =
    e.task === "ms"
      ? ["problem.A @ f.reshape(-1) - problem.y", "problem.y"]
      : ["problem.M * (f - problem.seen)", "problem.M * problem.seen"];
  const apart = e.validation > 0;
  return [
    `measured = ("train", "recovery"${apart ? ', "validation"' : ""})`,
    "",
    "",
    "def errors(problem, f):",
    `    """Relative errors of ${apart ? "training, recovery and validation" : "training and recovery"}."""`,
    `    train = np.linalg.norm(${residual}) / np.linalg.norm(${seen})`,
    `    recovery = np.linalg.norm(${R}(f - problem.Phi)) / np.linalg.norm(${R}problem.Phi)`,
    ...when(
      apart,
      "    validation = np.linalg.norm(problem.V * (f - problem.seen)) / np.linalg.norm(problem.V * problem.seen)",
    ),
    `    return train, recovery${apart ? ", validation" : ""}`,
  ].join("\n");
}

/** The loss itself, for languages with automatic differentiation. */
export function lossValueCode(e: Experiment): string {
  if (e.task === "ms")
    return [
      "def loss(problem, f):",
      '    """1/2 ||A vec f - y||^2."""',
      "    return 0.5 * ((problem.A @ f.reshape(-1) - problem.y) ** 2).sum()",
    ].join("\n");
  const [scale, meaning] = lossScale(e);
  return [
    "def loss(problem, f):",
    '    """s/2 ||M * (f - seen)||^2."""',
    `    s = ${scale}  # ${meaning}`,
    "    return 0.5 * s * (problem.M * (f - problem.seen) ** 2).sum()",
  ].join("\n");
}
