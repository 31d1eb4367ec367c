// The targets that the project has set for itself, and whether a result meets them.
import { digits, OURS, rowsOf, valueOf, WASM, WEBGPU } from "./rows.mjs";

const MATMUL = [256, 512, 1024];
// Nobody tuned a kernel for 160, 224, 320, 448 and 640.
const DIMS = [128, 160, 192, 224, 256, 320, 384, 448, 512];
const CPU_DIMS = [96, ...DIMS, 640, 768, 1024];
const CLASSIFIERS = ["Plain", "DLN", "C-DLN"];
const [JAX, TFJS, ORT] = ["jax-js", "TensorFlow.js", "onnxruntime-web"];

/** Our engine compared with the fastest peer on the same kind of device, for each size. */
function faster(suite, what, sizes, on, peers) {
  return (result, host) => {
    const rows = rowsOf(result, host, suite);
    return sizes.map((shape) => {
      const ours = valueOf(rows, { what, shape, on });
      const theirs = peers.map((engine) => valueOf(rows, { what, shape, engine, on })).filter(Boolean);
      return ours && theirs.length > 0 ? ours / Math.max(...theirs) : undefined;
    });
  };
}

/** Values of our own engine in one suite. */
function own(suite, what, shapes, on) {
  return (result, host) => {
    const rows = rowsOf(result, host, suite);
    const wanted = shapes ?? rows.filter((row) => row.what === what).map(({ shape }) => shape);
    return wanted.map((shape) => valueOf(rows, { what, shape, on }));
  };
}

function spectraAgainstMlMatrix(on) {
  return (result, host) => {
    const rows = rowsOf(result, host, "spectra");
    const what = "spectra warm";
    const theirs = rows.find((row) => row.engine === "ml-matrix" && row.shape === "256")?.value;
    const ours = valueOf(rows, { what, shape: 256, on });
    return [theirs && ours ? theirs / ours : undefined];
  };
}

/**
 * Largest growth of the time per step and seed with B: the largest ratio to the smallest time at any smaller
 * B.
 */
function batchGrowth(on) {
  return (result, host) => {
    const rows = rowsOf(result, host, "batch").filter((row) => row.on === on);
    const curves = [...new Set(rows.map(({ what }) => what))];
    return curves.map((what) => {
      const times = rows.filter((row) => row.what === what).map(({ value }) => value);
      const ratios = times.slice(1).map((time, i) => time / Math.min(...times.slice(0, i + 1)));
      return ratios.length > 0 ? Math.max(...ratios) : undefined;
    });
  };
}

const atLeast = (limit) => ({ text: `≥ ${limit}×`, isMet: (value) => value >= limit });
const least = (limit, unit) => ({ text: `≥ ${limit} ${unit}`, isMet: (value) => value >= limit });
const most = (limit, unit) => ({ text: `≤ ${limit} ${unit}`, isMet: (value) => value <= limit });
const below = (limit, unit) => ({ text: `< ${limit} ${unit}`, isMet: (value) => value < limit });

/** Training on WebGPU: a network, a peer, and how many times as fast our engine should be. */
const TRAINING = [
  ["original", JAX, 2],
  ["original", TFJS, 8],
  ["compressed", JAX, 5],
];

/** The rows in which a host misses a target of training on WebGPU: the network, d, the peer and both ratios. */
export function missedTraining(result, host) {
  return TRAINING.flatMap(([network, peer, target]) =>
    faster("training", `training ${network}`, DIMS, WEBGPU, [peer])(result, host).flatMap((ratio, i) =>
      ratio < target ? [{ network, d: DIMS[i], peer, ratio, target }] : [],
    ),
  );
}

/** @type {[work: string, target: { text: string, isMet: (value: number) => boolean }, measure: Function][]} */
export const TARGETS = [
  ...[
    [JAX, 2],
    [TFJS, 8],
    [ORT, 8],
  ].map(([peer, limit]) => [
    `matmul on WebGPU, n = 256 / 512 / 1024, against ${peer}`,
    atLeast(limit),
    faster("matmul", "matmul nn", MATMUL, WEBGPU, [peer]),
  ]),
  ...TRAINING.map(([network, peer, limit]) => [
    `training ${network} on WebGPU, d = ${DIMS.join(" / ")}, against ${peer}`,
    atLeast(limit),
    faster("training", `training ${network}`, DIMS, WEBGPU, [peer]),
  ]),
  ...[
    ["original", 1.5],
    ["compressed", 2.5],
  ].map(([network, limit]) => [
    `training ${network} in WebAssembly, d = ${CPU_DIMS.join(" / ")}, against the fastest WebAssembly peer`,
    atLeast(limit),
    faster("training", `training ${network}`, CPU_DIMS, WASM, [JAX, ORT]),
  ]),
  [
    "classifier in WebAssembly, plain / DLN / C-DLN, against jax-js",
    atLeast(1.5),
    faster("mlp", "classifier", CLASSIFIERS, WASM, [JAX]),
  ],
  [
    "classifier on WebGPU, plain / DLN / C-DLN, against jax-js",
    atLeast(1.2),
    faster("mlp", "classifier", CLASSIFIERS, WEBGPU, [JAX]),
  ],
  [
    "digits-same-rate with three networks and one seed, from the data to the last test",
    most(10, "s"),
    own("mlp", "main exhibit, from the data to the last test", ["Plain, DLN and C-DLN, 400 steps"], WASM),
  ],
  [
    "LoRA step of one encoder layer in WebAssembly, against jax-js",
    atLeast(1.5),
    faster("finetune", "LoRA step of one layer", ["16 × 8 tokens"], WASM, [JAX]),
  ],
  [
    "LoRA step of one encoder layer on WebGPU, against jax-js",
    atLeast(1.2),
    faster("finetune", "LoRA step of one layer", ["16 × 8 tokens"], WEBGPU, [JAX]),
  ],
  [
    "fine-tuning, main exhibit, training and tests",
    most(30, "s"),
    own("finetune", "main exhibit, training and tests", ["LoRA and Deep LoRA, 200 steps"], WASM),
  ],
  [
    "fine-tuning, main exhibit, buffers",
    most(150, "MiB"),
    own("finetune", "main exhibit, buffers", ["LoRA and Deep LoRA, 200 steps"], WASM),
  ],
  ...[WEBGPU, WASM].flatMap((on) => [
    [
      `compressed r̂ = 6 against our own original, d = 256, ${on}`,
      atLeast(15),
      own("gain", "gain of compression, r̂ = 6", [256], on),
    ],
    [
      `time per step and seed, growth with B, original d = 16 / 32 / 64, then compressed, ${on}`,
      most(1.1, "×"),
      batchGrowth(on),
    ],
    [`full spectrum 256 × 256, warm, against ml-matrix, ${on}`, atLeast(1), spectraAgainstMlMatrix(on)],
    [
      `spectra while training at d = 128, ${on}`,
      least(5, "/s"),
      own("live", "spectra while training", ["mc-d128"], on),
    ],
    [
      `spectra while training at d = 256, ${on}`,
      least(0.5, "/s"),
      own("live", "spectra while training", ["mc-d256"], on),
    ],
  ]),
  ["page: longest task on its thread, any preset", most(50, "ms"), worst("page", "longest task", Math.max)],
  ["page: time that its thread is free, any preset", least(65, "%"), worst("page", "thread free", Math.min)],
  ["page: first curve", below(2, "s"), own("page", "time to first curve")],
  [
    "page: first curve of the digits, from the arrival of their file",
    most(3, "s"),
    own("page", "time from the data to the first curve"),
  ],
  [
    "page: JavaScript that its HTML asks for",
    below(250, "KB gzip"),
    own("page", "JavaScript of the first screen"),
  ],
  [
    "page: JavaScript until the first curve, charts and worker included",
    below(250, "KB gzip"),
    own("page", "JavaScript until the first curve"),
  ],
  [
    "GPU bytes held, beyond those of the plan",
    most(10, "%"),
    worst("memory", "GPU memory, held beyond plan", Math.max),
  ],
  [
    "heap: largest deviation from its median",
    most(5, "%"),
    own("heap", "heap, largest deviation from its median"),
  ],
];

function worst(suite, what, pick) {
  return (result, host) => {
    const values = rowsOf(result, host, suite).filter((row) => row.what === what && row.engine === OURS);
    // A measurement that failed is null, and its target counts as missed.
    return values.length > 0 ? [pick(...values.map(({ value }) => value ?? Number.NaN))] : [];
  };
}

/**
 * The measured values with a mark: ✓ only if all were measured and meet the target. A dash if nothing was
 * measured.
 */
export function verdict([, target, measure], result, host) {
  const values = measure(result, host);
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return "–";
  const mark = !known.every(target.isMet) ? "✗" : known.length < values.length ? "?" : "✓";
  return `${mark} ${values.map(digits).join(" / ")}`;
}
