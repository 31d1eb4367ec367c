/**
 * The runs of any workload as files: exports, imports, and the pins stored in the browser. All input is first
 * checked against the schema. The link codec then corrects the config.
 */
import * as v from "valibot";
import { workloadIdOf } from "../experiment/link-keys.ts";
import type { WorkloadKind } from "./kind.ts";
import { LONGEST_NAME, MAX_KEPT } from "./pin-limits.ts";
import type { Pin } from "./state.ts";

/** Files of version 1 are read, too. */
export const RUN_FILE_VERSION = 2;
const FORMAT = "dmf-playground-run";
/** The largest file that is read, in bytes. */
const LARGEST_FILE = 8e6;
const MAX_SAMPLES = 2000;
const MAX_MODELS = 32;
const MAX_METRICS = 32;
/** Limits far beyond any real run, within which the page can still draw a run. */
const MAX = { step: 1e12, flopsPerStep: 1e18, seconds: 1e10, fact: 1e3 };

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(40));
const finite = v.pipe(v.number(), v.finite());
/** A value that is not finite is written as null, because JSON has only finite numbers. */
const samples = v.pipe(
  v.array(v.nullable(finite)),
  v.maxLength(MAX_SAMPLES),
  v.transform((values) => values.map((value) => value ?? NaN)),
);
const seconds = v.pipe(
  v.array(v.pipe(finite, v.minValue(0), v.maxValue(MAX.seconds))),
  v.maxLength(MAX_SAMPLES),
);
const flopsPerStep = v.pipe(finite, v.minValue(0), v.maxValue(MAX.flopsPerStep));

const rising = (values: number[]): boolean =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] as number));

const steps = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX.step))),
  v.maxLength(MAX_SAMPLES),
  v.check(rising),
);

const fact = v.pipe(finite, v.minValue(-MAX.fact), v.maxValue(MAX.fact));

const PIN = {
  id: v.pipe(v.string(), v.maxLength(40)),
  name: v.pipe(v.string(), v.maxLength(LONGEST_NAME)),
  link: v.pipe(v.string(), v.maxLength(4000)),
  backend: v.picklist(["webgpu", "cpu"]),
};

const isWhole = (at: readonly number[], ...lists: readonly (readonly unknown[] | undefined)[]): boolean =>
  lists.every((list) => list === undefined || list.length === at.length);

const curve = v.pipe(
  v.object({ steps, values: samples, low: v.exactOptional(samples), high: v.exactOptional(samples) }),
  v.check(({ steps: at, values, low, high }) => isWhole(at, values, low, high)),
);

const timed = v.pipe(
  v.object({ steps, values: seconds }),
  v.check(({ steps: at, values }) => isWhole(at, values)),
);

const present = v.object({
  ...PIN,
  facts: v.exactOptional(v.record(name, fact)),
  models: v.pipe(
    v.array(
      v.object({
        id: name,
        flopsPerStep,
        seconds: v.exactOptional(timed),
        curves: v.pipe(
          v.record(name, curve),
          v.check((curves) => Object.keys(curves).length <= MAX_METRICS),
        ),
      }),
    ),
    v.maxLength(MAX_MODELS),
  ),
});

type Written = v.InferOutput<typeof present>;

/** Version 1 of matrix factorization: all errors of a network stand at the same steps. */
const matrixCurve = v.pipe(
  v.object({
    id: name,
    flopsPerStep,
    steps,
    seconds,
    recovery: samples,
    train: samples,
    validation: v.optional(samples),
    low: v.optional(samples),
    high: v.optional(samples),
  }),
  v.check((one) =>
    isWhole(one.steps, one.seconds, one.recovery, one.train, one.validation, one.low, one.high),
  ),
  v.transform(({ id, flopsPerStep: flops, steps: at, seconds: times, low, high, ...errors }) => ({
    id,
    flopsPerStep: flops,
    seconds: { steps: at, values: times },
    curves: {
      train: { steps: at, values: errors.train },
      recovery: { steps: at, values: errors.recovery, ...(low && high && { low, high }) },
      ...(errors.validation && { validation: { steps: at, values: errors.validation } }),
    },
  })),
);

const ofMatrix = v.pipe(
  v.object({
    ...PIN,
    psnrAtOne: v.optional(fact),
    curves: v.pipe(v.array(matrixCurve), v.maxLength(MAX_MODELS)),
  }),
  v.transform(({ psnrAtOne, curves, ...pin }): Written => ({
    ...pin,
    ...(psnrAtOne !== undefined && { facts: { psnrAtOne } }),
    models: curves,
  })),
);

const pin = v.union([present, ofMatrix]);
const pins = v.pipe(v.array(pin), v.maxLength(MAX_KEPT));
const version = v.picklist([1, RUN_FILE_VERSION]);
const kept = v.object({ version, pins });
const file = v.object({ format: v.literal(FORMAT), version, run: pin, pins });

interface RunFile {
  readonly run: Pin;
  readonly pins: readonly Pin[];
}

export interface RunFiles {
  readonly writePins: (pins: readonly Pin[]) => string;
  /** Returns no pins if the text does not match the schema. */
  readonly readPins: (text: string) => Pin[];
  readonly writeRunFile: (file: RunFile) => string;
  /** The file's run and pins, or a message that says what is wrong with it. */
  readonly readRunFile: (text: string) => RunFile | string;
  /** Refuses a file that is too large, before reading it. */
  readonly openRunFile: (opened: Pick<Blob, "size" | "text">) => Promise<RunFile | string>;
}

export function runFiles(kind: WorkloadKind): RunFiles {
  const toFile = ({ config, ...rest }: Pin) => ({ ...rest, link: kind.encode(config) });
  const fromFile = ({ link, ...rest }: Written): Pin => ({
    ...rest,
    config: kind.decode(link).config,
  });
  const readRunFile = (text: string): RunFile | string => {
    const given = parseJson(text);
    if (given === undefined) return "The file is not JSON. Choose a run that was exported here.";
    const foreign = workloadOf(given);
    if (foreign !== undefined && foreign !== kind.id)
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
