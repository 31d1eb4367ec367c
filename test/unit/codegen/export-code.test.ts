/**
 * Runs exported scripts. NumPy's errors must equal ours. So must PyTorch's and JAX's where these are
 * installed; they are too large for the set-up. Elsewhere their scripts must at least compile.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCode, LANGUAGES, type Language } from "../../../src/codegen/export-code.ts";
import { dataValues } from "../../../src/workloads/mf/run-inputs.ts";
import { readUserFile } from "../../../src/workloads/mf/user-file.ts";
import { buildTraining, type UserFile } from "../../../src/workloads/mf/training.ts";
import { NETWORK_NAMES, type Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { PRESETS } from "../../../src/workloads/mf/presets.ts";
import { blankDrawing, encodeDrawing, stroke } from "../../../src/store/files/drawing.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { cpuSession } from "../../hosts/training/float64.ts";
import { findPython, pythonWith, runScripts, type Script } from "../../hosts/python.ts";
import { writeNpy } from "../../../src/workloads/mf/data/files/write-npy.ts";
import { bytesOf } from "../workloads/mf/data/files/samples.ts";
import { errorsOf } from "../../hosts/errors.ts";

const STEPS = 50;
/** The mask hides a disc, on a grid of 13 × 17. */
const DISC = blankDrawing(13, 17);
const DRAWN = encodeDrawing(stroke(DISC, { row: 4, col: 6 }, { row: 6, col: 9 }, 5, false)) ?? "";
const python = findPython();
const torch = pythonWith("numpy", "torch");
const jax = pythonWith("numpy", "jax");
const folder = mkdtempSync(join(tmpdir(), "dmf-export-"));
afterAll(() => rmSync(folder, { recursive: true }));

const base = {
  data: "random",
  rows: 24,
  rank: 2,
  observed: 0.5,
  epsilon: 0.1,
  rate: 0.5,
  gamma: 1,
  alpha: 1.5,
} as const;

/** Scripts leave out alternating minimization and ScaledGD, which plain gradient descent does not train. */
const EXPORTED = NETWORK_NAMES.filter((id) => id !== "altmin" && id !== "scaledGd");

/**
 * Large initializations and stable rates, so that something is learned within fifty steps and rounding
 * errors stay small.
 */
const CASES: Readonly<Record<string, Partial<Experiment>>> = {
  "the preset mc-d64": { ...PRESETS.find(({ id }) => id === "mc-d64")?.fields },
  "the preset mf-d64": { ...PRESETS.find(({ id }) => id === "mf-d64")?.fields },
  "the preset photo, smaller": { data: "alpine", rows: 48, networks: ["original", "yaras", "thin"] },
  "a photograph with a validation split": { data: "canyon", rows: 32, validation: 0.2, networks: ["thin"] },
  "completion with noise and a validation split": {
    ...base,
    noise: 0.1,
    validation: 0.1,
    networks: ["original"],
  },
  "a warm-up": { ...base, warmUp: 30, networks: ["original", "yaras"] },
  "heavy ball with a warm-up and a cosine": {
    ...base,
    optimizer: "momentum",
    rate: 0.05,
    schedule: "cosine",
    warmUp: 20,
    weightDecay: 1e-3,
    networks: ["original", "yaras"],
  },
  "a linear decay": { ...base, schedule: "linear", networks: ["original", "kwon"] },
  "a woven cloth": {
    ...base,
    rows: 40,
    cols: 48,
    vectors: "stripes",
    rank: 3,
    networks: ["original", "yaras"],
  },
  airports: { data: "airports", rHat: 3, networks: ["burerMonteiro"] },
  "completion, every network": { ...base, networks: EXPORTED },
  // Beyond rank r, the singular vectors of a factorization's gradients are arbitrary. Therefore r̂ = r, and
  // no GaLore.
  "factorization, 18 × 26, depth 4": {
    ...base,
    task: "mf",
    rows: 18,
    cols: 26,
    depth: 4,
    epsilon: 0.4,
    rHat: 2,
    networks: EXPORTED.filter((id) => id !== "galore" && id !== "spectral"),
  },
  "sensing with noise": {
    ...base,
    task: "ms",
    rows: 12,
    rank: 1,
    noise: 0.1,
    networks: ["original", "yaras", "kwon"],
  },
  "Adam, mask by rows, noise": {
    ...base,
    optimizer: "adam",
    rate: 0.01,
    mask: "rows",
    noise: 0.2,
    networks: ["original", "thin", "galore"],
  },
  "a mask drawn by hand, on another grid": {
    ...base,
    rows: 20,
    mask: "drawn",
    drawn: DRAWN,
    networks: ["original", "thin"],
  },
  "heavy ball, each at its own limit, Gaussian start": {
    ...base,
    optimizer: "momentum",
    rate: 0.1,
    rateMode: "perNetwork",
    start: "gaussian",
    networks: ["original", "yaras", "kwon", "shallow"],
  },
  "GaLore with heavy ball, refreshed, 12 × 20": {
    ...base,
    rows: 12,
    cols: 20,
    optimizer: "momentum",
    rate: 0.05,
    galoreGap: 20,
    networks: ["galore"],
  },
  "GaLore with RMSprop, refreshed, weight decay": {
    ...base,
    optimizer: "rmsprop",
    rate: 0.003,
    galoreGap: 20,
    weightDecay: 0.1,
    networks: ["galore", "thin"],
  },
  "RMSprop, uniform mask and start, weight decay": {
    ...base,
    optimizer: "rmsprop",
    rate: 0.003,
    mask: "uniform",
    start: "uniform",
    weightDecay: 0.1,
    networks: ["original", "yaras", "narrow"],
  },
  "the Law's mean, top part of a Gaussian matrix": {
    ...base,
    spectrum: "gaussian",
    loss: "lawMean",
    rate: 10,
    networks: ["original", "yaras"],
  },
  "Kwon's mean, list of singular values, block": {
    ...base,
    spectrum: "list",
    sigmas: [3, 1],
    loss: "kwonMean",
    mask: "block",
    observed: 0.8,
    rate: 30,
    networks: ["original", "kwon"],
  },
  "Kwon's sensing": {
    ...base,
    task: "ms",
    rows: 10,
    rank: 1,
    loss: "kwonMean",
    rate: 5,
    networks: ["original", "kwon"],
  },
  "noise, two seeds": { ...base, data: "noise", seeds: 2, networks: ["original", "thin"] },
  "geometric spectrum, a sum, γ = 0": {
    ...base,
    spectrum: "geometric",
    smallest: 0.2,
    loss: "sum",
    gamma: 0,
    weightDecay: 0.01,
    networks: ["original", "yaras"],
  },
};

/** 30 × 22, near rank 2, with differences between rows and columns. */
const VALUES = Float64Array.from({ length: 30 * 22 }, (_, k) => {
  const [i, j] = [Math.floor(k / 22), k % 22];
  return 3 + i / 10 - j / 7 + 2 * Math.sin(i) * Math.cos(2 * j) + Math.cos(3 * i) + Math.sin(i * j) / 5;
});
/** Every fifth cell is missing, and the whole of row 4. */
const HOLED = VALUES.map((value, k) => (k % 5 === 2 || Math.floor(k / 22) === 4 ? NaN : value));
/** More than half of the cells are missing, so some cells of the averaged matrix cover no known value. */
const SCATTERED = VALUES.map((value, k) => ((k * k + (k >> 3)) % 7 < 4 ? NaN : value));

const csvOf = (values: Float64Array, missing: string): Uint8Array =>
  bytesOf(
    Array.from({ length: 30 }, (_, i) =>
      Array.from(values.subarray(22 * i, 22 * i + 22), (value) =>
        Number.isNaN(value) ? missing : String(value),
      ).join(","),
    ).join("\r\n"),
  );
const npyOf = (values: Float64Array): Uint8Array => writeNpy({ shape: [30, 22], values });

const own = { data: "file", rows: 30, cols: 22, rank: 2, epsilon: 0.3, rate: 0.5 } as const;

/** Cases with a user file. */
const OWN: Readonly<Record<string, readonly [Uint8Array, Partial<Experiment>]>> = {
  "complete, the mean subtracted": [csvOf(VALUES, ""), { ...own, networks: ["original", "yaras", "kwon"] }],
  "complete, nothing subtracted": [npyOf(VALUES), { ...own, centre: "none", networks: ["original", "thin"] }],
  "complete, rows and columns subtracted": [
    csvOf(VALUES, ""),
    { ...own, centre: "biases", networks: ["original"] },
  ],
  "a part of it": [
    csvOf(VALUES, ""),
    { ...own, crop: [3, 1, 24, 18], rows: 24, cols: 18, networks: ["thin"] },
  ],
  "missing cells, nothing subtracted": [csvOf(HOLED, ""), { ...own, centre: "none", networks: ["original"] }],
  "missing cells, the mean subtracted, a validation split, two seeds": [
    npyOf(HOLED),
    { ...own, validation: 0.2, seeds: 2, networks: ["original", "thin"] },
  ],
  "missing cells, rows and columns subtracted, mask by rows": [
    csvOf(HOLED, " NA"),
    { ...own, centre: "biases", mask: "rows", networks: ["original", "kwon"] },
  ],
  "missing cells, all others seen, and noise": [
    csvOf(HOLED, "nan"),
    { ...own, observed: 1, noise: 0.1, networks: ["original"] },
  ],
  "missing cells, all others seen or held out": [
    csvOf(HOLED, "?"),
    { ...own, observed: 1, validation: 0.3, centre: "biases", networks: ["original"] },
  ],
  "missing cells, block": [npyOf(HOLED), { ...own, mask: "block", networks: ["burerMonteiro"] }],
  "missing cells, where the uniform mask hits nothing but one of them": [
    npyOf(HOLED),
    {
      ...own,
      mask: "uniform",
      observed: 0.001,
      rate: 0.001,
      centre: "none",
      networks: ["original"],
    },
  ],
  "missing cells, a mask drawn by hand": [
    npyOf(HOLED),
    { ...own, mask: "drawn", drawn: DRAWN, networks: ["original"] },
  ],
  "a part with missing cells, averaged": [
    npyOf(SCATTERED),
    { ...own, crop: [2, 3, 25, 19], rows: 18, cols: 16, validation: 0.1, networks: ["original", "thin"] },
  ],
  "factorization, rows and columns subtracted": [
    npyOf(VALUES),
    { ...own, task: "mf", centre: "biases", networks: ["original", "shallow"] },
  ],
  "sensing of a part, averaged": [
    npyOf(VALUES),
    { ...own, task: "ms", crop: [0, 0, 24, 20], rows: 12, cols: 10, networks: ["original"] },
  ],
};

/** The cases for PyTorch and JAX: three presets, and completion with every network. */
const ELSEWHERE = [
  "the preset mc-d64",
  "the preset mf-d64",
  "the preset photo, smaller",
  "completion, every network",
];

interface Errors {
  readonly train: number;
  readonly recovery: number;
  readonly validation?: number;
}

/** The errors of bundled experiments, which are the same for all languages. */
const computed = new Map<string, ReturnType<typeof compute>>();

function ours(experiment: Experiment, file?: UserFile): ReturnType<typeof compute> {
  if (file) return compute(experiment, file);
  const link = MF_CODEC.encode(experiment);
  const errors = computed.get(link) ?? compute(experiment);
  computed.set(link, errors);
  return errors;
}

async function compute(experiment: Experiment, file?: UserFile): Promise<Record<string, Errors>> {
  const training = await buildTraining({ config: experiment, load: readBundled, file });
  const session = cpuSession(training);
  const found: Record<string, Errors> = {};
  for (const [i, { id }] of training.networks.entries()) {
    await session.advance(i, STEPS);
    const { train, recovery } = errorsOf(await session.evaluate(i));
    const [evaluation] = session.plan.models[i]?.evaluations ?? [];
    const [validation] = evaluation ? await session.measure(evaluation) : [];
    training.problems.forEach((_, b) => {
      found[`${experiment.seed + b}/${id}`] = {
        train: train[b] ?? NaN,
        recovery: recovery[b] ?? NaN,
        ...(validation ? { validation: validation[b] ?? NaN } : {}),
      };
    });
  }
  session.destroy();
  return found;
}

function experimentOf(fields: Partial<Experiment>): Experiment {
  const { config, repairs } = MF_CODEC.repair({ ...fields, steps: STEPS, seed: 3 });
  expect(repairs).toEqual([]);
  return config;
}

/** Writes a script, and the file that it reads, into a folder of their own. */
function written(experiment: Experiment, language: Language, place: string, bytes?: Uint8Array): Script {
  const cwd = join(folder, place);
  mkdirSync(cwd);
  writeFileSync(join(cwd, "experiment.py"), exportCode(experiment, language));
  const file = { alpine: "alpine.pgm", canyon: "canyon.pgm", airports: "airports.json", file: "own" }[
    experiment.data as string
  ];
  if (bytes) writeFileSync(join(cwd, "own"), bytes);
  else if (file) copyFileSync(new URL(`../../../public/data/${file}`, import.meta.url), join(cwd, file));
  return { folder: cwd, args: ["experiment.py", ...(file ? [file] : [])] };
}

/** Runs a script as a user does. */
const run = ({ folder: cwd, args }: Script): string =>
  execFileSync(python, [...args], { cwd, encoding: "utf8" });

/** The errors that a script prints after its last step, by “seed/network”. */
function printed(experiment: Experiment, text: string): Record<string, Errors> {
  const found: Record<string, Errors> = {};
  let { seed } = experiment;
  for (const line of text.split("\n")) {
    seed = Number(/^seed (\d+)$/.exec(line)?.[1] ?? seed);
    const [, id, step, train, recovery, validation] =
      /^(\w+) +step +(\d+) +train (\S+) +recovery (\S+)(?: +validation (\S+))?$/.exec(line) ?? [];
    if (Number(step) === STEPS)
      found[`${seed}/${id}`] = {
        train: Number(train),
        recovery: Number(recovery),
        ...(validation === undefined ? {} : { validation: Number(validation) }),
      };
  }
  return found;
}

/**
 * The largest difference between an error after the last step and ours, divided by ours plus 10⁻⁶, over every
 * network and seed. NaN if one is missing.
 */
async function deviation(fields: Partial<Experiment>, text: string, bytes?: Uint8Array): Promise<number> {
  const experiment = experimentOf(fields);
  const file = bytes && (await readUserFile("own", bytes));
  const theirs = printed(experiment, text);
  const expected = await ours(experiment, file);
  expect(Object.keys(theirs).toSorted()).toEqual(Object.keys(expected).toSorted());
  const all = Object.entries(expected).flatMap(([key, errors]) =>
    (Object.entries(errors) as [keyof Errors, number][]).map(
      ([kind, error]) => Math.abs((theirs[key]?.[kind] ?? NaN) - error) / (error + 1e-6),
    ),
  );
  return Math.max(...all);
}

type Case = readonly [name: string, fields: Partial<Experiment>, bytes?: Uint8Array | undefined];
const elsewhere = ELSEWHERE.map((name): Case => [name, CASES[name] ?? {}]);

describe.each<[string, Language, string | undefined, readonly Case[]]>([
  ["NumPy", "numpy", python, Object.entries(CASES)],
  [
    "NumPy, on a user file,",
    "numpy",
    python,
    Object.entries(OWN).map(([name, [bytes, fields]]) => [name, fields, bytes]),
  ],
  ["PyTorch", "torch", torch, elsewhere],
  ["JAX", "jax", jax, elsewhere],
])("%s agrees with the engine after 50 steps", (title, language, interpreter, cases) => {
  let texts: readonly string[] = [];
  beforeAll(() => {
    if (!interpreter) return;
    texts = runScripts(
      interpreter,
      cases.map(([name, fields, bytes]) =>
        written(experimentOf(fields), language, `${title} ${name}`, bytes),
      ),
    );
  });
  it.skipIf(!interpreter).each(cases.map((one, i) => [one[0], i, one] as const))(
    "%s",
    async (_name, i, [, fields, bytes]) => {
      expect(await deviation(fields, texts[i] ?? "", bytes)).toBeLessThan(1e-6);
    },
  );
});

describe("exportCode", () => {
  it("takes the matrix of an own file as the page saves it, cut out and averaged", async () => {
    const [bytes, fields] = OWN["a part with missing cells, averaged"] ?? [];
    const experiment = experimentOf(fields ?? {});
    const file = await readUserFile("own", bytes ?? new Uint8Array());
    const training = await buildTraining({ config: experiment, load: readBundled, file });
    const values = dataValues(training) ?? new Float64Array();
    const saved = writeNpy({ shape: [experiment.rows, experiment.cols], values });
    expect(values.some(Number.isNaN)).toBe(true);
    const of = (place: string, matrix?: Uint8Array) =>
      printed(experiment, run(written(experiment, "numpy", place, matrix)));
    expect(of("as saved", saved)).toEqual(of("as chosen", bytes));
  });

  /** What a script for an own file says in place of a result. */
  const REFUSALS: readonly (readonly [string, Uint8Array, Partial<Experiment>, RegExp])[] = [
    ["names in it", bytesOf("a,b\n1,2\n"), {}, /neither a 2-D \.npy nor a CSV .*: could not convert .*'a'/],
    ["semicolons", bytesOf("1;2\n3;4\n"), {}, /neither a 2-D \.npy nor a CSV/],
    ["rows of two lengths", bytesOf("1,2\n3\n"), {}, /own is (neither|not a matrix)/],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47), {}, /neither a 2-D \.npy nor a CSV/],
    ["infinity", bytesOf("1,2\n3,inf\n"), {}, /own is not a matrix of finite numbers/],
    ["three dimensions", writeNpy({ shape: [2, 2, 2], values: new Float64Array(8) }), {}, /not a matrix/],
    ["too small a file", csvOf(VALUES, ""), { rows: 31 }, /own has 30 x 22 values, so it does not contain/],
    [
      "a part beyond its end",
      csvOf(VALUES, ""),
      { crop: [8, 0, 25, 22], rows: 25 },
      /own has 30 x 22 values/,
    ],
    ["missing cells of a factorization", csvOf(HOLED, ""), { task: "mf" }, /only completion can handle/],
  ];
  const refusing = (fields: Partial<Experiment>) => experimentOf({ ...own, networks: ["thin"], ...fields });

  it("a script for an own file refuses what it cannot take, and says why", () => {
    const scripts = REFUSALS.map(([what, bytes, fields]) =>
      written(refusing(fields), "numpy", `refused ${what}`, bytes),
    );
    const said = runScripts(python, scripts);
    for (const [i, [what, , , reason]] of REFUSALS.entries()) {
      expect(said[i], what).toMatch(reason);
      expect(said[i], what).not.toContain("step");
    }
  });

  it("without its file it says in one line how it is called", () => {
    writeFileSync(join(folder, "experiment.py"), exportCode(refusing({}), "numpy"));
    const { status, stderr } = spawnSync(python, ["experiment.py"], { cwd: folder, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/python experiment\.py matrix\.npy/);
    expect(stderr).not.toContain("Traceback");
  });

  it("says which file it wants, and which channel of a picture", () => {
    const code = exportCode(experimentOf({ ...own, file: "0123456789abcdef", channel: "red" }), "numpy");
    expect(code).toMatch(/python experiment\.py matrix\.npy\n\nThe matrix is .* 0123456789abcdef/);
    expect(code).toContain("From a picture, the script uses the channel red.");
  });

  it("saves what it printed", () => {
    const experiment = experimentOf({ ...base, networks: ["thin"] });
    const script = written(experiment, "numpy", "saved");
    const { train } = printed(experiment, run(script))["3/thin"] as Errors;
    const read =
      "import numpy as np; a = np.load('experiment.npz'); print(a['3/thin/train'][-1], *a['3/thin/f'].shape)";
    const [last, ...shape] = execFileSync(python, ["-c", read], { cwd: script.folder, encoding: "utf8" })
      .split(" ")
      .map(Number);
    expect(last).toBeCloseTo(train, 6);
    expect(shape).toEqual([24, 24]);
  });

  it.each(LANGUAGES)("%s compiles for every case, and nothing in it is left to fill in", (language) => {
    const all = [...Object.values(CASES), ...Object.values(OWN).map(([, fields]) => fields)];
    const paths = all.map((fields, i) => {
      const path = join(folder, `${language}${i}.py`);
      writeFileSync(path, exportCode(experimentOf(fields), language));
      return path;
    });
    // NumPy runs every case.
    if (language !== "numpy") execFileSync(python, ["-m", "py_compile", ...paths]);
    for (const path of paths)
      expect(readFileSync(path, "utf8")).not.toMatch(/undefined|GALORE|PROJECTIONS|SURROGATE/);
  });

  it("has only what the experiment uses", () => {
    const code = exportCode(experimentOf({ ...base, networks: ["kwon"] }), "numpy");
    expect(code.slice(code.indexOf("import"))).not.toMatch(
      /galore|gamma|invariant_bases|random_start|noise|weight_decay/,
    );
  });
});
