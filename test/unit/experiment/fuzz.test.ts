/**
 * Reads hostile links and configurations: 100,000 of each with LONG=1 (npm run test:long), 1,000 without. Any
 * input must give a valid experiment that its own link restores.
 */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Experiment, FIELDS } from "../../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { cellsOf, parseAxis } from "../../../src/experiment/sweep.ts";
import { PRESETS, presetExperiment } from "../../../src/workloads/mf/presets.ts";
import { EngineError } from "../../../src/core/errors.ts";
import type { RepairedConfig } from "../../../src/experiment/codec.ts";
import { hostileKey, hostileLink, hostileText } from "../../hosts/hostile-links.ts";

const CASES = process.env["LONG"] ? 100_000 : 1000;

const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<string>(...FIELDS.map((field) => field.name)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);
const hostileConfig = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.dictionary(
      name,
      fc.oneof(hostileText, fc.double(), fc.array(fc.oneof(hostileText, fc.double()), { maxLength: 5 })),
    ),
  },
  { weight: 1, arbitrary: fc.anything() },
);

function isSound({ config, repairs }: RepairedConfig<Experiment>): boolean {
  const again = MF_CODEC.repair(config);
  const back = MF_CODEC.decode(MF_CODEC.encode(config));
  return (
    /^[\w.,=&-]+$/.test(MF_CODEC.encode(config)) &&
    again.repairs.length === 0 &&
    back.repairs.length === 0 &&
    JSON.stringify(again.config) === JSON.stringify(config) &&
    JSON.stringify(back.config) === JSON.stringify(config) &&
    repairs.every((repair) => repair.length < 500)
  );
}

it(`${CASES} hostile links`, () => {
  fc.assert(
    fc.property(hostileLink, (hash) => isSound(MF_CODEC.decode(hash))),
    { numRuns: CASES, seed: 4 },
  );
  expect(isSound(MF_CODEC.decode(""))).toBe(true);
});

it(`${CASES} hostile configurations, as JSON gives them and worse`, () => {
  fc.assert(
    fc.property(hostileConfig, (input) => isSound(MF_CODEC.repair(input))),
    { numRuns: CASES, seed: 4 },
  );
  expect(isSound(MF_CODEC.repair(null))).toBe(true);
});

it(`${CASES} hostile sweeps`, () => {
  const base = presetExperiment(PRESETS[0]);
  const values = fc.array(hostileText, { minLength: 1, maxLength: 3 }).map((list) => list.join(","));
  const axis = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(hostileKey, values).map((pair) => pair.join("=")) },
    { weight: 1, arbitrary: hostileText },
  );
  const seen = { cells: 0, refusals: 0 };
  fc.assert(
    fc.property(fc.array(axis, { maxLength: 2 }), fc.integer({ min: 1, max: 3 }), (axes, seeds) => {
      try {
        const cells = cellsOf(MF_CODEC, base, axes.map(parseAxis), seeds);
        seen.cells++;
        return cells.every(({ config: experiment }) => isSound({ config: experiment, repairs: [] }));
      } catch (error) {
        seen.refusals++;
        return error instanceof EngineError && error.message.length > 10;
      }
    }),
    { numRuns: CASES, seed: 4 },
  );
  expect(Math.min(seen.cells, seen.refusals)).toBeGreaterThan(CASES / 100);
});
