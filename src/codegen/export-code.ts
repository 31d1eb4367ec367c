/**
 * Exports an experiment as a standalone Python script: NumPy with manual forward and backward passes, or JAX and
 * PyTorch with automatic gradients. The script draws the same random numbers as this playground, so it has the same
 * initialization. It contains only code that the experiment uses.
 */
import { type Experiment, hasStabilityLimit } from "../workloads/mf/config/fields.ts";
import { encodeLink } from "../workloads/mf/config/link.ts";
import { networksCode, usesBases, usesRandomStart } from "./networks-code.ts";
import { problemCode } from "./problem-code.ts";
import { snippet } from "./snippets.ts";
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
  const imports = ["base64", "csv", "io", "json", "math", "re", "sys"].filter((name) =>
    new RegExp(`\\b${name}\\.`).test(code),
  );
  const header = [
    docstring(experiment, training.needs),
    [...imports.map((name) => `import ${name}`), "from types import SimpleNamespace"].join("\n"),
    training.imports,
  ].join("\n\n");
  return `${header}\n\n${code}\n\n\n${snippet("main")}\n`;
}

const TASKS = { mf: "factorization", mc: "completion", ms: "sensing" } as const;

function docstring(experiment: Experiment, needs: string): string {
  const { task, rows, cols } = experiment;
  return [
    `"""Deep matrix factorization: ${TASKS[task]}, ${rows} x ${cols}, depth ${experiment.depth}, after Yaras et al. 2024 (arXiv 2406.04112).`,
    "",
    "Exported from DMF Playground. To open this experiment, add this to the page's address:",
    `    #${encodeLink(experiment)}`,
    "",
    `Needs ${needs}. Run it:`,
    `    python experiment.py${usage(experiment)}`,
    "",
    "The script starts from the same numbers as the playground, in float64. It prints relative errors, not squared, and writes",
    "experiment.npz: the errors of every step and the last end-to-end matrix f of each network.",
    ...(experiment.validation > 0
      ? [
          "",
          "No network trains on the entries held out for validation. With stop=validation, the playground returns to the step",
          "with the least error on them; this script makes all steps and records that error, too.",
        ]
      : []),
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

type Row = [code: string, meaning: string];

/** The numbers of an experiment as Python constants, in the papers' names. */
function settingsCode(experiment: Experiment): string {
  const rows = [...problemRows(experiment), ...networkRows(experiment), ...trainingRows(experiment)];
  const column = Math.max(...rows.map(([code]) => code.length)) + 2;
  return rows.map(([code, meaning]) => `${code.padEnd(column)}# ${meaning}`).join("\n");
}

function problemRows(e: Experiment): Row[] {
  const rows: Row[] = [[`m, n = ${e.rows}, ${e.cols}`, "size of the target Phi"]];
  if (e.data === "random") rows.push([`r = ${e.rank}`, "rank of the target"], ...spectrumRows(e));
  else if (e.data !== "noise")
    rows.push([
      "data_path = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)",
      "path of the data file",
    ]);
  if (e.data === "file")
    rows.push([
      `crop = (${e.crop.join(", ")})`,
      "part of the file: first row, first column, rows, columns; () for all",
    ]);
  if (e.task === "mc")
    rows.push(
      e.mask === "drawn"
        ? [`drawn = "${e.drawn || "1x1."}"`, "the drawn mask"]
        : [`p = ${e.observed}`, "observed fraction"],
    );
  if (e.validation > 0)
    rows.push([`v = ${e.validation}`, "fraction of the observed entries held out for validation"]);
  if (e.task === "ms") rows.push([`N = ${e.measurements}`, "number of measurements"]);
  if (e.noise > 0)
    rows.push([`noise = ${e.noise}`, "standard deviation of the noise, relative to the root mean square"]);
  return rows;
}

function spectrumRows({ spectrum, rank, smallest, sigmas }: Experiment): Row[] {
  const last = rank === 1 ? 1 : smallest;
  const code = {
    gaussian: undefined,
    linspace: `np.linspace(1, ${last}, r)`,
    geometric: `np.geomspace(1, ${last}, r)`,
    list: `np.array([${Array.from({ length: rank }, (_, i) => sigmas[i] ?? 0).join(", ")}], float)`,
  }[spectrum];
  return code ? [[`sigma = ${code}`, "singular values of the target"]] : [];
}

function networkRows(e: Experiment): Row[] {
  const has = (...ids: Experiment["networks"]) => ids.some((id) => e.networks.includes(id));
  const rows: Row[] = [[`L = ${e.depth}`, "depth"]];
  if (usesBases(e) || has("original", "galore")) rows.push([`width = ${e.width}`, "hidden width"]);
  rows.push([`epsilon = ${e.epsilon}`, "initial scale"]);
  if (has("shallow", "burerMonteiro"))
    rows.push([`epsilon_s = ${e.shallowEpsilon}`, "initial scale of the networks of depth 2"]);
  if (has("yaras", "thin", "kwon", "narrow", "burerMonteiro", "spectral"))
    rows.push([`r_hat = ${e.rHat}`, "compression rank: widths 2 r_hat (Kwon, Burer-Monteiro: r_hat)"]);
  if (has("yaras"))
    rows.push([`gamma = ${e.gamma}`, "U and V of the compressed network learn at gamma * eta"]);
  if (has("kwon")) rows.push([`alpha = ${e.alpha}`, "Kwon's outer factors learn at alpha * eta"]);
  if (has("galore"))
    rows.push(
      [`galore_rank = ${e.galoreRank}`, "rank of GaLore's projection"],
      [`galore_gap = ${e.galoreGap}`, "number of steps between new GaLore projections"],
    );
  return usesRandomStart(e) ? rows : rows.filter(([code]) => !code.startsWith("width"));
}

/** Number of steps between two printed lines. A script prints about twenty lines, at round numbers of steps. */
function printEvery(steps: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, steps / 20)));
  return [1, 2, 5, 10].map((k) => k * power).find((every) => steps / every <= 25) ?? power;
}

function trainingRows(e: Experiment): Row[] {
  const rows: Row[] = [];
  if (e.optimizer === "momentum" || e.optimizer === "adam") rows.push([`beta = ${e.beta}`, "momentum"]);
  if (e.rateMode === "raw") rows.push([`eta = ${e.rate}`, "learning rate"]);
  if (e.rateMode === "shared")
    rows.push([`eta = ${e.rate} * 2 / L`, "learning rate: eta_hat * 2/L for all networks"]);
  if (e.rateMode === "perNetwork")
    rows.push([
      `eta_hat = ${e.rate}`,
      hasStabilityLimit(e)
        ? "fraction of each network's stability limit 2/lambda"
        : "eta = eta_hat * 2/lambda",
    ]);
  if (e.weightDecay > 0)
    rows.push([
      `weight_decay = ${e.weightDecay}`,
      "each step also shrinks the weights by the fraction eta * weight_decay",
    ]);
  rows.push(
    [`steps = ${e.steps}`, "number of updates"],
    [`print_every = ${printEvery(e.steps)}`, "number of steps between printed errors"],
    [`seeds = range(${e.seed}, ${e.seed + e.seeds})`, "all random numbers follow from the seed"],
  );
  return rows;
}
