/**
 * There must be no dead end. From every preset, each main setting is moved by a notch either way and to both
 * ends. The run must learn, or the page must show a sentence with buttons that lead to learning. Tests one
 * case in seven; with LONG=1 (npm run test:long) all of them and the airports. WALK=<file> writes the table
 * to a file.
 */
import { appendFileSync } from "node:fs";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { describe, expect, it } from "vitest";
import { PRESETS, presetExperiment } from "../../../src/workloads/mf/presets.ts";
import { adviceFor } from "../../../src/store/advice/advice.ts";
import { casesOf, drawnCasesOf, follow, isAnswered, outcomeOf, rowOf, smallPreset } from "./walk.ts";

const LONG = Boolean(process.env["LONG"]);
const EVERY = 7;
/**
 * The largest case takes 28 s of processor time and its buttons as much again. A machine on which that takes ten minutes
 * is slow, not wrong; a run that never ends is still found.
 */
const PATIENCE_PER_CASE = 600_000;
/** 305 × 305 cannot be made smaller, and takes minutes for each case. */
const LARGE = "airports";

const table = process.env["WALK"];
const cases = PRESETS.flatMap(({ id }) =>
  LONG || id !== LARGE ? [...casesOf(id), ...drawnCasesOf(id)] : [],
).filter((_, i) => LONG || i % EVERY === 0);

describe("from every preset, every main setting", () => {
  it.each(PRESETS.filter(({ id }) => cases.some(({ preset }) => preset === id)).map(({ id }) => id))(
    "%s",
    async (id) => {
      const unanswered: string[] = [];
      for (const one of cases.filter(({ preset }) => preset === id)) {
        const step = await follow(one.experiment);
        const row = rowOf(one, step);
        if (table) appendFileSync(table, `${row}\n`);
        if (!isAnswered(step)) unanswered.push(row);
      }
      expect(unanswered).toEqual([]);
    },
    PATIENCE_PER_CASE * cases.length,
  );

  it("warns of no preset itself, but that noise is not low-rank", () => {
    const warned = PRESETS.filter((preset) =>
      adviceFor(presetExperiment(preset)).some(({ kind }) => kind === "warning"),
    );
    expect(warned.map(({ id }) => id)).toEqual(["texture"]);
  });
});

describe("every depth learns with its own defaults", () => {
  it.each(["mf-d64", "mc-d64", "ms-d48"])(
    "%s",
    async (id) => {
      const fields = PRESETS.find((preset) => preset.id === id)?.fields;
      for (const depth of LONG ? [2, 3, 4, 5, 6, 7, 8] : [2, 4, 8]) {
        const { networks } = smallPreset(id);
        const base = LONG ? { ...fields, networks } : smallPreset(id);
        // Only the depth is set; ε and the number of steps follow it.
        const { epsilon: _epsilon, shallowEpsilon: _shallow, steps: _steps, ...rest } = { ...base, depth };
        const { learnedAt, best } = await outcomeOf(MF_CODEC.repair(rest).config);
        expect(learnedAt, `L = ${depth}, ${JSON.stringify(best)}`).toBeDefined();
      }
    },
    PATIENCE_PER_CASE * 7,
  );
});
