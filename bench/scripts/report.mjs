// Writes docs/benchmarks.md from a result, and the result beside it.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "oxfmt";
import { limitsOf, missTables } from "./dispatches.mjs";
import { growthPicture, lawTable } from "./growth.mjs";
import { QUIET_LOAD } from "./options.mjs";
import { adapterName, digits, OURS, rowsOf, valueOf, WASM, WEBGPU } from "./rows.mjs";
import { summary } from "./summary.mjs";
import { TARGETS, verdict } from "./targets.mjs";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const REPORT = "benchmarks.md";
const HOSTS = { chromium: "Chromium", dawn: "Dawn for Node" };

const SECTIONS = [
  ["matmul", "Matrix products", "n × n in float32, A·B (nn), Aᵀ·B (tn), A·Bᵀ (nt)."],
  [
    "training",
    "Training",
    `Deep completion, L = 3, p = .3; the compressed network of Yaras et al. with r̂ = 10. On WebGPU up to d = 512.`,
  ],
  [
    "dispatches",
    "Dispatches beside the targets missed",
    `For each size at which training on WebGPU misses its target: the dispatches of one of our steps, equal ones in one line. Each dispatch was timed alone,
many times over. Three columns show which fraction of its time the adapter's limits explain. Kernels that each do only one thing measure these limits; a
dispatch that was faster raises them. Arithmetic: the dispatch's operations, at the best rate with as many vectors of sums as each of its
invocations keeps, because sums that do not fit into registers are copied to memory and back. Memory: its tensors once at the best bandwidth or, if that
takes longer, all reads and stores of its invocations at the best rates, which mostly hit a cache. Dispatch: the time of a dispatch that updates four
numbers. On a software adapter all three are instructions of the same processor, so the fractions add up. The last column names the exhausted limits;
“none” stands where the limits explain less than 70 % of the time.`,
  ],
  [
    "mlp",
    "Classifier",
    `784-256-256-10, mini-batches of 100: plain, with a deep linear block inserted (DLN, L = 3), and with its compressed copy (C-DLN, r̂ = 20). The main
exhibit is digits-same-rate with these three networks and one seed, with random pictures.`,
  ],
  [
    "finetune",
    "Fine-tuning",
    `Layer 1 of the text encoder with random weights, r = 8, Adam, 16 sentences of 4 to 12 tokens. The main exhibit's time
does not include the encoder's passes before the first step. In the comparison with jax-js all sentences have 8 tokens.`,
  ],
  [
    "gain",
    "Gain of compression",
    "Steps per second of the compressed network divided by the original's, both ours.",
  ],
  [
    "growth",
    "Growth",
    `A step should take as long as its counted operations. The original makes about d³ of them. The compressed network makes about d²: it computes its product f
at all entries, because each step's recovery error needs it, but its gradient only at the observed entries while these are few. A curve's law is the time of
its operations at its own best pace (thin lines). Brackets show how many times longer a step takes. Small sizes leave the law because dispatches cost the
same at any size and tiles are not full; large sizes leave it because of the caches.`,
  ],
  [
    "ratings",
    "Ratings",
    `Runs on the known entries of made-up ratings, L = 3, r̂ = 20 (inner width 40), with the popularity of real ones: about as many users as twice the square root
of the number of ratings, and items as three times. A step makes operations in proportion to the ratings, and time should follow. “Memory of the plan” is what the engine
holds. Below, the test RMSE on one table, in percent of that of row and column effects alone. The table is split into 75 % for training, 5 % for validation and 20 % for the test, with the seconds from the ratings to this error. Our
networks stop at the best validation step. Our alternating least squares tries up to seven ridges, and its time includes the simpler baselines. \`libmf\` (rank
20, else as it comes) learns the ratings without effects; \`matrix-factorization\` learns the ratings themselves, for 50 rounds. These two packages of npm do not choose by
validation. We know no other that finishes 100,000 ratings: \`js-recommender\` takes time in proportion to ratings times users in each round, \`likely\` a full
table, and \`recommendtf\` one step of Adam for each rating.`,
  ],
  ["batch", "Seeds trained together", "Time per step and seed; compressed with r̂ = 3."],
  [
    "spectra",
    "Spectra",
    "Time per matrix for four d × d matrices at once. ml-matrix computes the same values in float64. “Warm” is a spectrum taken five steps after another one.",
  ],
  ["live", "Spectra while training", "The engine as the page runs it; spectra may take 8 % of its time."],
  [
    "start",
    "First curve",
    "Completion of a random d × d matrix with the standard networks, from a cold engine to the first reported step, and the parts of that time.",
  ],
  [
    "memory",
    "GPU memory",
    "The most bytes that buffers held at once, compared with the plan's bytes. A buffer counts from its request until it is destroyed.",
  ],
  [
    "roofline",
    "Roofline",
    "Our engine alone, compared with the best arithmetic rate and memory bandwidth that were measured here. The page has the same benchmark.",
  ],
  [
    "page",
    "The page",
    "The built playground with the engine that it chooses, each preset in a fresh browser profile. Of five first visits, the report shows the one with the median time to the first curve.",
  ],
  [
    "heap",
    "Heap",
    "Memory of the page and its worker after garbage collection, while the first preset trains. The deviation counts the samples taken after the records for looking back were full.",
  ],
];

/** Suites with curves of growth. */
const GROWING = ["growth", "ratings"];

/** Suites that measure only our engine, with many shapes. */
const BY_SHAPE = new Set(["gain", "live", "start", "memory", "page", "heap", "roofline"]);

/** Writes the report, its pictures and the record that they follow from. */
export async function writeReport(result) {
  const files = { ...(await reportOf(result)), "benchmarks.json": recordText(result) };
  for (const [name, text] of Object.entries(files)) writeFileSync(DOCS + name, text);
  console.log(`docs/${REPORT}`);
}

export const recordText = (result) => `${JSON.stringify(result, null, 1)}\n`;

/** The text of each file of the report, by its name in docs/. */
export async function reportOf(result) {
  const text = [
    "# Benchmarks",
    "",
    ...summary(result, Object.fromEntries(hostsOf(result).map((host) => [host, titleOf(result, host)]))),
    "",
    ...targets(result),
    ...head(result),
    ...SECTIONS.flatMap((section) => sectionOf(result, section)),
  ];
  const pictures = hostsOf(result).flatMap((host) =>
    GROWING.flatMap((suite) => {
      const picture = growthPicture(result, host, titleOf(result, host), suite);
      return picture ? [[pictureName(host, suite), picture]] : [];
    }),
  );
  const { code } = await format(REPORT, text.join("\n"));
  return {
    [REPORT]: code,
    ...Object.fromEntries(pictures),
  };
}

const pictureName = (host, suite) => `${suite}-${host}.svg`;

function hostsOf(result) {
  return Object.keys(HOSTS).filter((host) => result.hosts[host]);
}

function titleOf(result, host) {
  return `${HOSTS[host]} · ${adapterName(result.hosts[host]?.adapter)}`;
}

function head(result) {
  const { machine, versions, date } = result;
  const suites = Object.values(result.hosts).flatMap((host) => Object.values(host.suites));
  const rounds = [...new Set(suites.map((suite) => suite.setting.rounds))].join(" or ");
  const versionList = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    "## How it was measured",
    "",
    "`npm run bench` writes this page and its record, [benchmarks.json](benchmarks.json). Engines take turns inside one page or process, so that other load on the machine affects all alike.",
    "Results are checked against float64 before anything is timed. Values are medians. Compare only ratios within one table: absolute numbers",
    "depend on the machine, and even ratios vary by a few tenths. Brackets hold a peer's value divided by ours on the same kind of device, or",
    "our WebAssembly's value divided by our WebGPU's.",
    "",
    `- Date: ${date.slice(0, 10)}. Rounds: ${rounds}.`,
    ...(suites.some((suite) => suite.setting.quick)
      ? [
          "- Rounds were short (`--quick`). The numbers only show that the benchmark runs; do not compare them.",
        ]
      : []),
    `- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}.`,
    ...hostsOf(result).map((host) => `- ${HOSTS[host]}: ${result.hosts[host].adapter}.`),
    `- Versions: ${versionList.join(", ")}.`,
    ...hostsOf(result).map(
      (host) =>
        `- Measured in ${HOSTS[host]}, with the machine's load before the benchmark began: ${timesOf(result.hosts[host].suites)}.`,
    ),
    "",
  ];
}

/**
 * When each suite ended, in UTC, and whether the machine did other work. A result file may combine several runs, of different versions of this
 * project.
 */
function timesOf(suites) {
  return Object.entries(suites)
    .map(
      ([name, { date, load }]) =>
        `${name} ${date.slice(0, 16).replace("T", " ")} (${load}${load > QUIET_LOAD ? ", **busy**" : ""})`,
    )
    .join(", ");
}

function targets(result) {
  const hosts = hostsOf(result);
  return [
    "## Targets",
    "",
    "✓ met, ✗ missed, ? met where it was measured, but not measured at every size.",
    "",
    table(
      ["work", "target", ...hosts.map((host) => titleOf(result, host))],
      TARGETS.map((target) => [
        target[0],
        target[1].text,
        ...hosts.map((host) => verdict(target, result, host)),
      ]),
    ),
    "",
  ];
}

function sectionOf(result, [suite, title, about]) {
  const hosts = hostsOf(result).filter((host) => result.hosts[host].suites[suite]);
  if (hosts.length === 0) return [];
  return [`## ${title}`, "", about, "", ...hosts.flatMap((host) => hostSection(result, host, suite))];
}

function hostSection(result, host, suite) {
  const { error } = result.hosts[host].suites[suite];
  const rows = rowsOf(result, host, suite);
  const lines = [`### ${titleOf(result, host)}`, ""];
  if (error) lines.push(`Not finished: ${error.split("\n")[0]}`, "");
  const adapter = adapterName(result.hosts[host].adapter);
  if (suite === "dispatches") return [...lines, ...dispatchesOf(result, host), ""];
  if (GROWING.includes(suite)) lines.push(...growthOf(result, host, suite));
  lines.push(...(BY_SHAPE.has(suite) ? byShape(rows, adapter) : byEngine(rows, adapter)));
  const notes = rows.filter((row) => row.note && !Number.isFinite(row.value));
  for (const { what, shape, engine, on, note } of notes)
    lines.push(`- ${what} ${shape}, ${engine} on ${on}: ${note}`);
  return [...lines, ""];
}

/** The adapter's limits, and a table for each miss. */
function dispatchesOf(result, host) {
  const limits = [...limitsOf(result, host)].map(
    ([name, { value, unit }]) => `${name} ${digits(value)} ${unit}`,
  );
  const tables = missTables(result, host).flatMap(({ title, lines: [header, ...lines] }) => [
    title,
    "",
    table(header, lines),
    "",
  ]);
  return [
    `Limits: ${limits.join(", ")}.`,
    "",
    ...(tables.length > 0 ? tables : ["No target is missed here."]),
  ];
}

/** The picture of growth and the table of its laws. */
function growthOf(result, host, suite) {
  const [header, ...lines] = lawTable(result, host, suite);
  if (!header) return [];
  return [
    `![Time per step against ${suite === "growth" ? "d, p, L and B" : "the number of ratings"}, ${titleOf(result, host)}](${pictureName(host, suite)})`,
    "",
    table(header, lines),
    "",
  ];
}

function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

const label = ({ engine, on }, adapter) => `${engine} · ${on === WEBGPU ? `${on} on ${adapter}` : on}`;
const quantity = ({ what, unit }) => `${what}, ${unit}`;

/** One table per quantity, with a row per engine and a column per shape. */
function byEngine(rows, adapter) {
  return [...groupBy(rows, quantity)].flatMap(([name, ofName]) => {
    const shapes = [...new Set(ofName.map(({ shape }) => shape))];
    const engines = [...groupBy(ofName, (row) => label(row, adapter))];
    const cell = (ofEngine, shape) => {
      const row = ofEngine.find((entry) => entry.shape === shape);
      return row ? `${digits(row.value)}${besides(row, ofName)}` : "";
    };
    const line = ([who, ofEngine]) => [who, ...shapes.map((shape) => cell(ofEngine, shape))];
    return [table([name, ...shapes], engines.map(line)), ""];
  });
}

/** One table per engine, with a row per shape and a column per quantity. */
function byShape(rows, adapter) {
  return [...groupBy(rows, (row) => label(row, adapter))].flatMap(([who, ofEngine]) => {
    const quantities = [...groupBy(ofEngine, quantity)];
    const cell = (ofName, shape) => {
      const row = ofName.find((entry) => entry.shape === shape);
      return row ? digits(row.value) : "";
    };
    const shapes = [...new Set(ofEngine.map(({ shape }) => shape))];
    const line = (shape) => [shape, ...quantities.map(([, ofName]) => cell(ofName, shape))];
    return [table([who, ...quantities.map(([name]) => name)], shapes.map(line)), ""];
  });
}

/**
 * Ratios between a peer and our engine on the same kind of device, between our WebAssembly and our WebGPU,
 * and between growth and its law.
 */
function besides(row, rows) {
  if (!Number.isFinite(row.value)) return "";
  if (row.what.startsWith("growth")) return growth(row, rows);
  const isPeer = row.engine !== OURS;
  if (!isPeer && row.on !== WASM) return "";
  const on = isPeer && row.on !== WASM && row.on !== WEBGPU ? WASM : row.on;
  const base = valueOf(rows, { ...row, engine: OURS, on: isPeer ? on : WEBGPU });
  return base ? ` (${digits(row.value / base)}×)` : "";
}

function growth({ value, flops, on }, rows) {
  const best = Math.min(...rows.filter((row) => row.on === on).map((row) => row.value / row.flops));
  return Number.isFinite(best) ? ` (${digits(value / flops / best)}×)` : "";
}

function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
