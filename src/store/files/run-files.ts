/**
 * The runs of any workload as files: exports, imports, and the pins stored in the browser. All input is first
 * checked against the schema. The link codec then corrects the config.
 */
import * as v from "valibot";
import { workloadIdOf } from "../../experiment/link-keys.ts";
import { LONGEST_NAME, MAX_KEPT } from "../pins/pin-limits.ts";

export const RUN_FILE_VERSION = 1;
const FORMAT = "dmf-playground-run";
/** The largest file that is read, in bytes. */
const LARGEST_FILE = 8e6;
const MAX_SAMPLES = 2000;
/** Limits far beyond any real run, within which the page can still draw a run. */
export const MAX = { step: 1e12, flopsPerStep: 1e18, seconds: 1e10, psnr: 1e3 };

export const finite = v.pipe(v.number(), v.finite());
export const samples = v.pipe(v.array(v.nullable(finite)), v.maxLength(MAX_SAMPLES));
export const seconds = v.pipe(
  v.array(v.pipe(finite, v.minValue(0), v.maxValue(MAX.seconds))),
  v.maxLength(MAX_SAMPLES),
);
export const flopsPerStep = v.pipe(finite, v.minValue(0), v.maxValue(MAX.flopsPerStep));

const rising = (values: number[]): boolean =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] as number));

export const steps = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX.step))),
  v.maxLength(MAX_SAMPLES),
  v.check(rising),
);

/** The fields that every pin has. A workload adds its curves. */
export const PIN = {
  id: v.pipe(v.string(), v.maxLength(40)),
  name: v.pipe(v.string(), v.maxLength(LONGEST_NAME)),
  link: v.pipe(v.string(), v.maxLength(4000)),
  backend: v.picklist(["webgpu", "cpu"]),
};

interface RunFile<P> {
  readonly run: P;
  readonly pins: readonly P[];
}

export interface RunFiles<P> {
  readonly writePins: (pins: readonly P[]) => string;
  /** Returns no pins if the text does not match the schema. */
  readonly readPins: (text: string) => P[];
  readonly writeRunFile: (file: RunFile<P>) => string;
  /** The file's run and pins, or a message that says what is wrong with it. */
  readonly readRunFile: (text: string) => RunFile<P> | string;
  /** Refuses a file that is too large, before reading it. */
  readonly openRunFile: (opened: Pick<Blob, "size" | "text">) => Promise<RunFile<P> | string>;
}

/**
 * `schema` describes a pin in a file; `toFile` writes such pins, and `fromFile` reads them. `id` names the
 * workload in links.
 */
export function runFilesOf<P, F>(
  id: string,
  schema: v.GenericSchema<unknown, F>,
  toFile: (pin: P) => F,
  fromFile: (written: F) => P,
): RunFiles<P> {
  const version = v.literal(RUN_FILE_VERSION);
  const pins = v.pipe(v.array(schema), v.maxLength(MAX_KEPT));
  const kept = v.object({ version, pins });
  const file = v.object({ format: v.literal(FORMAT), version, run: schema, pins });
  const readRunFile = (text: string): RunFile<P> | string => {
    const given = parseJson(text);
    if (given === undefined) return "The file is not JSON. Choose a run that was exported here.";
    const foreign = workloadOf(given);
    if (foreign !== undefined && foreign !== id)
      return "The file is a run of another type of experiment. Open it on that experiment’s page.";
    const checked = v.safeParse(file, given);
    if (checked.success)
      return { run: fromFile(checked.output.run), pins: checked.output.pins.map(fromFile) };
    const [issue] = checked.issues;
    return `The file is not a run of this playground: ${v.getDotPath(issue) ?? "the file itself"} is invalid. Choose a run that was exported here.`;
  };
  return {
    writePins: (all) => JSON.stringify({ version: RUN_FILE_VERSION, pins: all.map(toFile) }),
    readPins(text) {
      const checked = v.safeParse(kept, parseJson(text));
      return checked.success ? checked.output.pins.map(fromFile) : [];
    },
    writeRunFile: ({ run, pins: all }) =>
      JSON.stringify({
        format: FORMAT,
        version: RUN_FILE_VERSION,
        run: toFile(run),
        pins: all.map(toFile),
      }),
    readRunFile,
    async openRunFile(opened) {
      if (opened.size > LARGEST_FILE) return "The file is too large for a run of this playground.";
      const text = await opened.text().catch(() => undefined);
      return text === undefined ? "The browser could not read the file. Choose it again." : readRunFile(text);
    },
  };
}

const linked = v.object({ run: v.object({ link: PIN.link }) });

/** The workload of a file's run. Undefined if the file has no link. */
function workloadOf(given: unknown): string | undefined {
  const checked = v.safeParse(linked, given);
  return checked.success ? workloadIdOf(checked.output.run.link) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
