/**
 * Reads hostile files of saved runs, stored pins, and addresses with lessons: 100,000 of each with LONG=1
 * (npm run test:long), 1,000 without. Any input must give a run that can be drawn and is written as it was
 * read, or one sentence.
 */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { NETWORK_NAMES, type Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { COURSE, LESSON_IDS } from "../../../src/experiment/lessons/course.ts";
import { decodeAddress, encodeAddress } from "../../../src/store/config.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { PRESETS, presetExperiment } from "../../../src/workloads/mf/presets.ts";
import { LONGEST_NAME } from "../../../src/store/pins/pins.ts";
import type { Pin } from "../../../src/store/state.ts";
import { MATRIX } from "./steps.ts";
import { RUN_FILE_VERSION, runFiles } from "../../../src/store/run-file.ts";

const { readPins, readRunFile, writePins, writeRunFile } = runFiles(MATRIX);

const CASES = process.env["LONG"] ? 100_000 : 1000;

const sample = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
const curve = fc
  .array(fc.tuple(fc.nat(9999), sample, sample, fc.double({ min: 0, max: 1e9, noNaN: true })), {
    maxLength: 6,
  })
  .chain((rows) =>
    fc.record(
      {
        id: fc.constantFrom<string>(...NETWORK_NAMES),
        flopsPerStep: fc.double({ min: 0, max: 1e15, noNaN: true }),
        steps: fc.constant(rows.map(([step]) => step).toSorted((a, b) => a - b)),
        seconds: fc.constant(rows.map(([, , , seconds]) => seconds)),
        recovery: fc.constant(rows.map(([, recovery]) => recovery)),
        train: fc.constant(rows.map(([, , train]) => train)),
        low: fc.constant(rows.map(([, recovery]) => recovery)),
      },
      { requiredKeys: ["id", "flopsPerStep", "steps", "seconds", "recovery", "train"] },
    ),
  );
const hostileText = fc.oneof(
  fc.constantFrom(
    '<img src=x onerror="alert(1)">',
    "=1+1",
    "javascript:alert(1)",
    "\u202egnp",
    "\u0000",
    "[object Object]",
  ),
  fc.string({ unit: "binary", maxLength: 30 }),
);
const link = fc.oneof(
  fc.constantFrom(...PRESETS.map((preset) => MF_CODEC.encode(presetExperiment(preset)))),
  hostileText,
);
const pin = fc.record(
  {
    id: fc.string({ maxLength: 40 }),
    name: hostileText,
    link,
    backend: fc.constantFrom("cpu", "webgpu"),
    psnrAtOne: fc.double({ noNaN: true, noDefaultInfinity: true }),
    curves: fc.array(curve, { maxLength: 3 }),
  },
  { requiredKeys: ["id", "name", "link", "backend", "curves"] },
);
/** A pin of version 2. */
const pinOfModels = fc
  .tuple(pin, fc.array(curve, { maxLength: 3 }))
  .map(([{ id, name, link: hash, backend }, curves]) => ({
    id,
    name,
    link: hash,
    backend,
    models: curves.map(({ id: model, flopsPerStep, steps, seconds, recovery, low }) => ({
      id: model,
      flopsPerStep,
      seconds: { steps, values: seconds },
      curves: { recovery: { steps, values: recovery, ...(low && { low }) } },
    })),
  }));
const anyPin = fc.oneof(pin, pinOfModels);
const file = fc.record({
  format: fc.constant("dmf-playground-run"),
  version: fc.constant(RUN_FILE_VERSION),
  run: anyPin,
  pins: fc.array(anyPin, { maxLength: 3 }),
});
/** Puts anything that JSON can express in place of some part; the schema must refuse it. */
const replaced = fc
  .tuple(file, fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }))
  .map(([whole, path, value]) => {
    const copy = JSON.parse(JSON.stringify(whole)) as unknown;
    let at = copy as Record<string, unknown>;
    for (const turn of path) {
      const keys = Object.keys(at);
      const key = keys[turn % Math.max(1, keys.length)] ?? "x";
      const next = at[key];
      if (turn % 3 > 0 && typeof next === "object" && next !== null) at = next as Record<string, unknown>;
      else {
        at[key] = value;
        break;
      }
    }
    return JSON.stringify(copy);
  });
/** Replaces a piece of the text or cuts it off. */
const damaged = fc
  .tuple(file, fc.nat(5000), fc.nat(20), fc.string({ unit: "binary", maxLength: 6 }))
  .map(([whole, at, length, piece]) => {
    const text = JSON.stringify(whole);
    const from = at % (text.length + 1);
    return text.slice(0, from) + piece + text.slice(from + length);
  });
const text = fc.oneof(
  { weight: 4, arbitrary: file.map((whole) => JSON.stringify(whole)) },
  { weight: 6, arbitrary: replaced },
  { weight: 4, arbitrary: damaged },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.nat(50_000).map((depth) => "[".repeat(depth)) },
);

function isSound({ name, config, models, facts = {} }: Pin): boolean {
  const experiment = config as unknown as Experiment;
  const back = MF_CODEC.decode(MF_CODEC.encode(experiment));
  return (
    name.length <= LONGEST_NAME &&
    back.repairs.length === 0 &&
    JSON.stringify(back.config) === JSON.stringify(experiment) &&
    Object.values(facts).every(Number.isFinite) &&
    models.every(({ seconds, curves }) =>
      [...Object.values(curves), ...(seconds ? [seconds] : [])].every(
        ({ steps, values, low = values, high = values }) =>
          [values, low, high].every(
            (list) =>
              list.length === steps.length &&
              list.every((value) => Number.isNaN(value) || Number.isFinite(value)),
          ),
      ),
    )
  );
}

it(`${CASES} hostile files of saved runs`, () => {
  const seen = { runs: 0, refusals: 0 };
  fc.assert(
    fc.property(text, (given) => {
      const read = readRunFile(given);
      seen[typeof read === "string" ? "refusals" : "runs"]++;
      if (typeof read === "string") return /^The file [^\0]{10,300}$/u.test(read);
      const again = readRunFile(writeRunFile(read));
      return [read.run, ...read.pins].every(isSound) && JSON.stringify(again) === JSON.stringify(read);
    }),
    { numRuns: CASES, seed: 4 },
  );
  expect(Math.min(seen.runs, seen.refusals)).toBeGreaterThan(CASES / 10);
});

it(`${CASES} hostile texts in the place of kept pins`, () => {
  let kept = 0;
  const wrapped = fc.oneof(
    text,
    fc.array(anyPin, { maxLength: 3 }).map((pins) => JSON.stringify({ version: RUN_FILE_VERSION, pins })),
  );
  fc.assert(
    fc.property(wrapped, (given) => {
      const pins = readPins(given);
      kept += pins.length;
      return pins.every(isSound) && JSON.stringify(readPins(writePins(pins))) === JSON.stringify(pins);
    }),
    { numRuns: CASES, seed: 4 },
  );
  expect(kept).toBeGreaterThan(CASES / 10);
});

it(`${CASES} hostile addresses with lessons`, () => {
  const place = fc.oneof(
    fc
      .tuple(fc.oneof(fc.nat(12), fc.constantFrom(...LESSON_IDS)), fc.integer({ min: -2, max: 120 }))
      .map((pair) => pair.join(".")),
    hostileText,
    fc.constantFrom("", "3", "03.1", "3.", "3.1.1", "1e0", "3.1#", "٣.١"),
  );
  let opened = 0;
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 2 }), link, (places, rest) => {
      const hash = `#${rest}&${places.map((one) => `lesson=${one}`).join("&")}`;
      const { config, lesson, repairs } = decodeAddress(MATRIX, hash);
      if (lesson) opened++;
      const isThere = !lesson || (lesson.screen >= 1 && lesson.screen <= COURSE[lesson.lesson].screens);
      const back = decodeAddress(MATRIX, encodeAddress(MATRIX, config, lesson));
      return (
        isThere &&
        repairs.every((repair) => repair.length < 500) &&
        JSON.stringify([back.config, back.lesson]) === JSON.stringify([config, lesson])
      );
    }),
    { numRuns: CASES, seed: 4 },
  );
  expect(opened).toBeGreaterThan(CASES / 10);
});
