/**
 * Runs as files: exports, imports, and the pins stored in the browser. All input is checked against the schema first.
 * The link codec then corrects the experiment.
 */
import * as v from "valibot";
import { decodeLink, encodeLink } from "../../experiment/link.ts";
import { NETWORK_NAMES } from "../../experiment/experiment.ts";
import { LONGEST_NAME, MOST_PINS, type Pin } from "../pins/pins.ts";

export const RUN_FILE_VERSION = 1;
/** Size of the largest file that is read. */
const LARGEST_FILE = 8e6;
const MOST_SAMPLES = 2000;
/** Limits far beyond any run, whose products can still be drawn. */
const MAX = { step: 1e12, flopsPerStep: 1e18, seconds: 1e10, psnr: 1e3 };

const finite = v.pipe(v.number(), v.finite());
const samples = v.pipe(v.array(v.nullable(finite)), v.maxLength(MOST_SAMPLES));
const rising = (values: number[]): boolean =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] as number));

const curve = v.pipe(
  v.object({
    id: v.picklist(NETWORK_NAMES),
    flopsPerStep: v.pipe(finite, v.minValue(0), v.maxValue(MAX.flopsPerStep)),
    steps: v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX.step))),
      v.maxLength(MOST_SAMPLES),
      v.check(rising),
    ),
    seconds: v.pipe(
      v.array(v.pipe(finite, v.minValue(0), v.maxValue(MAX.seconds))),
      v.maxLength(MOST_SAMPLES),
    ),
    recovery: samples,
    train: samples,
    validation: v.optional(samples),
    low: v.optional(samples),
    high: v.optional(samples),
  }),
  v.check((one) =>
    [one.seconds, one.recovery, one.train, one.validation, one.low, one.high].every(
      (values) => values === undefined || values.length === one.steps.length,
    ),
  ),
);

const pin = v.object({
  id: v.pipe(v.string(), v.maxLength(40)),
  name: v.pipe(v.string(), v.maxLength(LONGEST_NAME)),
  link: v.pipe(v.string(), v.maxLength(4000)),
  backend: v.picklist(["webgpu", "cpu"]),
  psnrAtOne: v.optional(v.pipe(finite, v.minValue(-MAX.psnr), v.maxValue(MAX.psnr))),
  curves: v.pipe(v.array(curve), v.maxLength(NETWORK_NAMES.length)),
});

const version = v.literal(RUN_FILE_VERSION);
const kept = v.object({ version, pins: v.pipe(v.array(pin), v.maxLength(MOST_PINS + 1)) });
const file = v.object({
  format: v.literal("dmf-playground-run"),
  version,
  run: pin,
  pins: v.pipe(v.array(pin), v.maxLength(MOST_PINS + 1)),
});

export interface RunFile {
  readonly run: Pin;
  readonly pins: readonly Pin[];
}

export const writePins = (pins: readonly Pin[]): string =>
  JSON.stringify({ version: RUN_FILE_VERSION, pins: pins.map(toFile) });

/** Unreadable pins are dropped. */
export function readPins(text: string): Pin[] {
  const checked = v.safeParse(kept, parseJson(text));
  return checked.success ? checked.output.pins.map(fromFile) : [];
}

export const writeRunFile = ({ run, pins }: RunFile): string =>
  JSON.stringify({
    format: "dmf-playground-run",
    version: RUN_FILE_VERSION,
    run: toFile(run),
    pins: pins.map(toFile),
  });

/** Refuses a file that is too large before reading it. */
export async function openRunFile(opened: Pick<Blob, "size" | "text">): Promise<RunFile | string> {
  if (opened.size > LARGEST_FILE) return "The file is too large for a run of this playground.";
  const text = await opened.text().catch(() => undefined);
  return text === undefined ? "The browser could not read the file. Choose it again." : readRunFile(text);
}

/** The file's run and pins, or one sentence about its fault. */
export function readRunFile(text: string): RunFile | string {
  const given = parseJson(text);
  if (given === undefined) return "The file is not JSON. Choose a run that was exported here.";
  const checked = v.safeParse(file, given);
  if (checked.success) return { run: fromFile(checked.output.run), pins: checked.output.pins.map(fromFile) };
  const [issue] = checked.issues;
  return `The file is not a run of this playground: ${v.getDotPath(issue) ?? "the file itself"} is not as it should be. Choose a run that was exported here.`;
}

function toFile({ experiment, ...rest }: Pin): v.InferOutput<typeof pin> {
  return { ...rest, link: encodeLink(experiment) } as v.InferOutput<typeof pin>;
}

function fromFile({ link, psnrAtOne, ...rest }: v.InferOutput<typeof pin>): Pin {
  return { ...rest, psnrAtOne, experiment: decodeLink(link).experiment } as Pin;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
