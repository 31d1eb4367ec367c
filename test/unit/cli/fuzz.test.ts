/**
 * Feeds hostile config files to the command line: 100,000 with LONG=1 (npm run test:long), 1,000 without. Any
 * text must give an experiment that its own link restores, or one line that a terminal can show.
 */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { parseConfig } from "../../../src/cli/input.ts";
import { CliError, EXIT, oneLine } from "../../../src/cli/output.ts";
import { FIELDS } from "../../../src/workloads/mf/config/fields.ts";
import { PRESETS } from "../../../src/workloads/mf/presets.ts";

const CASES = process.env["LONG"] ? 100_000 : 1000;

const names = FIELDS.map((field) => field.name);
const options = FIELDS.flatMap((field) => ("options" in field ? field.options : []));
const value = fc.oneof(
  fc.constantFrom<unknown>(...options, null, true, "", "\u001b[2J", "\n", 1e308, -1e308, 0, -0, 0.5, 64),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.array(fc.oneof(fc.constantFrom(...options), fc.integer(), fc.jsonValue()), { maxLength: 6 }),
  fc.constantFrom<unknown>({ toString: 1 }, [{ toString: 1, valueOf: 2 }], { length: 3 }, [[[["thin"]]]]),
);
const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom<string>(...names) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constantFrom(
        "[object Object]",
        "function Object() { [native code] }",
        "function toString() { [native code] }",
      ),
      fc.string(),
    ),
  },
);
/**
 * The cases are text, so that they include what only JSON can express, such as `__proto__` and duplicate
 * keys.
 */
const object = fc
  .array(fc.tuple(name, value), { maxLength: 10 })
  .map(
    (pairs) => `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join(",")}}`,
  );
const valid = fc.constantFrom(...PRESETS.map(({ fields }) => JSON.stringify(fields)));
const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom("{", "}", '"', "1e999", ","),
);
/** A valid config with a piece replaced or cut off. */
const damaged = fc
  .tuple(fc.oneof(object, valid), fc.nat(400), fc.nat(20), piece)
  .map(([text, at, length, other]) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + other + text.slice(from + length);
  });
const nested = fc
  .tuple(fc.constantFrom<string>(...names), fc.integer({ min: 1, max: 20_000 }))
  .map(([key, depth]) => `{"${key}":${"[".repeat(depth)}${"]".repeat(depth)}}`);
const text = fc.oneof(
  { weight: 10, arbitrary: object },
  { weight: 5, arbitrary: damaged },
  { weight: 2, arbitrary: fc.json() },
  { weight: 2, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: nested },
);

/** The result: a sound experiment, a refusal that a terminal can show, or a fault. */
function answer(input: string): string {
  try {
    const { workload, given, repairs } = parseConfig("config.json", input);
    const back = workload.codec.decode(workload.codec.encode(given));
    const isSame = back.repairs.length === 0 && JSON.stringify(back.config) === JSON.stringify(given);
    return isSame && isLine(repairs.join(" ")) ? "experiment" : "unsound";
  } catch (error) {
    if (!(error instanceof CliError)) return String(error);
    return error.exitCode === EXIT.badArguments && isLine(error.message) ? "refusal" : "unsound refusal";
  }
}

/** Control characters, line breaks, and marks that change the direction of writing. */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u;

function isLine(message: string): boolean {
  const line = oneLine(message);
  return line.length < 1100 && !UNFIT.test(line);
}

it(`${CASES} hostile config files`, () => {
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(text, (input) => {
      const what = answer(input);
      counts.set(what, (counts.get(what) ?? 0) + 1);
      return what === "experiment" || what === "refusal";
    }),
    { numRuns: CASES, seed: 6 },
  );
  // Both outcomes must occur.
  for (const what of ["experiment", "refusal"]) expect(counts.get(what)).toBeGreaterThan(CASES / 10);
});
