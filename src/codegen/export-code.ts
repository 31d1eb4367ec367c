/**
 * Exports an experiment as a standalone Python script: NumPy with manual forward and backward passes, or JAX and
 * PyTorch with automatic gradients. The script draws the same random numbers as this playground, so it has the same
 * initialization. It contains only code that the experiment uses.
 */
import type { Experiment } from "../workloads/mf/config/fields.ts";
import { encodeLink } from "../workloads/mf/config/link.ts";
import { networksCode } from "./networks-code.ts";
import { problemCode } from "./problem-code.ts";
import { settingsCode } from "./settings-code.ts";
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
