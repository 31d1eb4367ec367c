/**
 * Exports an experiment as a standalone Python script: NumPy with manual forward and backward passes, or JAX and
 * PyTorch with automatic gradients. The script draws the same random numbers as this playground, so it has the same
 * initialization. It contains only code that the experiment uses.
 */
import { type Experiment, hasStabilityLimit } from "../workloads/mf/config/fields.ts";
import { MF_CODEC } from "../workloads/mf/config/link.ts";
import { networksCode, usesBases, usesRandomStart } from "./networks-code.ts";
import { problemCode } from "./problem-code.ts";
import { exportedFrom, importsOf, snippet, when } from "./snippets.ts";
import { trainingCode, type Language } from "./training-code.ts";

export { LANGUAGES, type Language } from "./training-code.ts";

/** The message in place of a script, for a run on the known entries of a file. */
export const NO_SCRIPT =
  "There is no script of this run: it computes only the file’s known entries, from factors that scripts do not draw. “dmf run --data FILE” repeats it.";

export function exportCode(experiment: Experiment, language: Language): string {
  const problem = problemCode(experiment);
  const networks = networksCode(experiment);
  const training = trainingCode(experiment, language);
  const sections: [title: string, parts: readonly string[]][] = [
    ["The experiment", [settingsCode(experiment)]],
    ["Random numbers", [snippet("random")]],
    ["The problem", problem],
    ["The networks", networks],
    ["Training", training.parts],
  ];
  const body = sections.map(([title, parts]) => [`# ---- ${title} ----`, ...parts].join("\n\n\n"));
  const code = body.join("\n\n\n");
  const header = [
    docstring(experiment, training.needs),
    `${importsOf(code)}\nfrom types import SimpleNamespace`,
    training.imports,
  ].join("\n\n");
  return `${header}\n\n${code}\n\n\n${snippet("main")}\n`;
}

const TASKS = { mf: "factorization", mc: "completion", ms: "sensing" } as const;

function docstring(experiment: Experiment, needs: string): string {
  const { task, rows, cols } = experiment;
  return [
    `"""Deep matrix factorization: ${TASKS[task]}, ${rows} x ${cols}, depth ${experiment.depth}, after Yaras et al. 2024 (arXiv 2406.04112).`,
    ...exportedFrom(MF_CODEC.encode(experiment)),
    `Needs ${needs}. Run it:`,
    `    python experiment.py${usage(experiment)}`,
    "",
    "The script starts from the same numbers as the playground, in float64. It prints relative errors, not squared, and writes",
    "experiment.npz: the errors of every step and the last end-to-end matrix f of each network.",
    ...when(
      experiment.validation > 0,
      "",
      "No network trains on the entries held out for validation. With stop=validation, the playground returns to the step",
      "with the least error on them; this script makes all steps and records that error, too.",
    ),
    '"""',
  ].join("\n");
}

function usage({ data, file, channel }: Experiment): string {
  if (data === "alpine" || data === "canyon")
    return ` ${data}.pgm\n\nThe picture is public/data/${data}.pgm of the playground; any grey PGM or 2-D .npy file will do.`;
  if (data === "airports")
    return " airports.json\n\nThe file is public/data/airports.json of the playground; any 2-D .npy file of that size will do.";
  if (data === "file")
    return [
      " matrix.npy",
      "",
      `The matrix is your own file${file && ` with the checksum ${file}`}, as the page's view "Code" saves it; or the`,
      "file itself, if it is a 2-D .npy (NaN is missing) or a CSV of comma-separated numbers without names (an empty cell is",
      `missing).${channel === "luma" ? "" : ` From a picture, the script uses the channel ${channel}.`}`,
    ].join("\n");
  return "";
}

/** A line of the settings, if its condition holds. */
type Row = readonly [isUsed: boolean, code: string, meaning: string];

/** The numbers of an experiment as Python constants, in the papers' names. */
function settingsCode(experiment: Experiment): string {
  const rows = [...problemRows(experiment), ...networkRows(experiment), ...trainingRows(experiment)];
  const used = rows.filter(([isUsed]) => isUsed);
  const column = Math.max(...used.map(([, code]) => code.length)) + 2;
  return used.map(([, code, meaning]) => `${code.padEnd(column)}# ${meaning}`).join("\n");
}

function problemRows(e: Experiment): Row[] {
  const isRandom = e.data === "random";
  const isDrawn = e.mask === "drawn";
  const last = e.rank === 1 ? 1 : e.smallest;
  const sigma = {
    gaussian: "",
    linspace: `np.linspace(1, ${last}, r)`,
    geometric: `np.geomspace(1, ${last}, r)`,
    list: `np.array([${Array.from({ length: e.rank }, (_, i) => e.sigmas[i] ?? 0).join(", ")}], float)`,
  }[e.spectrum];
  const path = "data_path = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)";
  const part = "part of the file: first row, first column, rows, columns; () for all";
  const deviation = "standard deviation of the noise, relative to the root mean square";
  return [
    [true, `m, n = ${e.rows}, ${e.cols}`, "size of the target Phi"],
    [isRandom, `r = ${e.rank}`, "rank of the target"],
    [isRandom && sigma !== "", `sigma = ${sigma}`, "singular values of the target"],
    [!isRandom && e.data !== "noise", path, "path of the data file"],
    [e.data === "file", `crop = (${e.crop.join(", ")})`, part],
    [e.task === "mc" && isDrawn, `drawn = "${e.drawn || "1x1."}"`, "the drawn mask"],
    [e.task === "mc" && !isDrawn, `p = ${e.observed}`, "observed fraction"],
    [e.validation > 0, `v = ${e.validation}`, "fraction of the observed entries held out for validation"],
    [e.task === "ms", `N = ${e.measurements}`, "number of measurements"],
    [e.noise > 0, `noise = ${e.noise}`, deviation],
  ];
}

function networkRows(e: Experiment): Row[] {
  const has = (...ids: Experiment["networks"]) => ids.some((id) => e.networks.includes(id));
  const hasWidth = usesRandomStart(e) && (usesBases(e) || has("original", "galore"));
  const hasRank = has("yaras", "thin", "kwon", "narrow", "burerMonteiro", "spectral");
  return [
    [true, `L = ${e.depth}`, "depth"],
    [hasWidth, `width = ${e.width}`, "hidden width"],
    [true, `epsilon = ${e.epsilon}`, "initial scale"],
    [
      has("shallow", "burerMonteiro"),
      `epsilon_s = ${e.shallowEpsilon}`,
      "initial scale of the networks of depth 2",
    ],
    [hasRank, `r_hat = ${e.rHat}`, "compression rank: widths 2 r_hat (Kwon, Burer-Monteiro: r_hat)"],
    [has("yaras"), `gamma = ${e.gamma}`, "U and V of the compressed network learn at gamma * eta"],
    [has("kwon"), `alpha = ${e.alpha}`, "Kwon's outer factors learn at alpha * eta"],
    [has("galore"), `galore_rank = ${e.galoreRank}`, "rank of GaLore's projection"],
    [has("galore"), `galore_gap = ${e.galoreGap}`, "number of steps between new GaLore projections"],
  ];
}

/** Number of steps between two printed lines. A script prints about twenty lines, at round numbers of steps. */
function printEvery(steps: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, steps / 20)));
  return [1, 2, 5, 10].map((k) => k * power).find((every) => steps / every <= 25) ?? power;
}

function trainingRows(e: Experiment): Row[] {
  const share = hasStabilityLimit(e)
    ? "fraction of each network's stability limit 2/lambda"
    : "eta = eta_hat * 2/lambda";
  const decay = "each step also shrinks the weights by the fraction eta * weight_decay";
  return [
    [e.optimizer === "momentum" || e.optimizer === "adam", `beta = ${e.beta}`, "momentum"],
    [e.rateMode === "raw", `eta = ${e.rate}`, "learning rate"],
    [e.rateMode === "shared", `eta = ${e.rate} * 2 / L`, "learning rate: eta_hat * 2/L for all networks"],
    [e.rateMode === "perNetwork", `eta_hat = ${e.rate}`, share],
    [e.weightDecay > 0, `weight_decay = ${e.weightDecay}`, decay],
    [true, `steps = ${e.steps}`, "number of updates"],
    [true, `print_every = ${printEvery(e.steps)}`, "number of steps between printed errors"],
    [true, `seeds = range(${e.seed}, ${e.seed + e.seeds})`, "all random numbers follow from the seed"],
  ];
}
