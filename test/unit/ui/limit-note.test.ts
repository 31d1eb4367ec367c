import { expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { FIELDS, type NumberField } from "../../../src/workloads/mf/config/fields.ts";
import { presetExperiment, PRESETS } from "../../../src/workloads/mf/presets.ts";
import { allowed, limitNote, nudged } from "../../../src/ui/controls/inputs/limit-note.ts";

const rank = { min: 1, max: 32, integer: true, because: "2r̂ directions must fit" };

it.each([
  [0, "0 became 1. Allowed: whole numbers from 1 to 32 (2r̂ directions must fit)."],
  [999, "999 became 32. Allowed: whole numbers from 1 to 32 (2r̂ directions must fit)."],
  [1.5, "1.5 became 2. Allowed: whole numbers from 1 to 32 (2r̂ directions must fit)."],
  [1e300, /^1e\+300 became 32\./],
])("says what became of %d", (typed, text) => {
  expect(limitNote(typed, rank)).toMatch(text);
});

it("says nothing of a number that is possible", () => {
  expect(limitNote(32, rank)).toBeUndefined();
  expect(limitNote(0.25, { ...rank, min: 0, integer: false })).toBeUndefined();
});

it("names the value that the experiment takes, for every number", () => {
  const experiment = presetExperiment(PRESETS[0]);
  const numbers = FIELDS.filter(
    (field): field is NumberField => field.kind === "integer" || field.kind === "real",
  );
  for (const field of numbers)
    for (const typed of [-1e12, 1e12, 1.5]) {
      const limits = {
        min: field.min(experiment),
        max: field.max(experiment),
        integer: field.kind === "integer",
        because: field.because,
      };
      const repaired = MF_CODEC.repair({ ...experiment, [field.name]: typed }).config[field.name];
      const isTaken = repaired === typed;
      expect(limitNote(typed, limits) === undefined, `${field.name} ${typed}`).toBe(isTaken);
      expect(allowed(typed, limits), `${field.name} ${typed}`).toBe(repaired);
    }
});

it.each([
  [0.25, 1, 0.26],
  [0.25, -1, 0.24],
  [1, 1, 1.1],
  [1, -1, 0.99],
  [0.99, 1, 1],
  [1e-3, 1, 1.1e-3],
  [1e-3, -1, 9.9e-4],
  [50, 1, 51],
  [0, 1, 0.01],
  [0, -1, -0.01],
  [-1, 1, -0.99],
  [-1, -1, -1.1],
] as const)("moves %d by a key of direction %d to %d", (value, by, next) => {
  expect(nudged(value, by)).toBe(next);
});
