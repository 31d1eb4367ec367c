/** Malformed links, as arbitraries for fast-check. */
import * as fc from "fast-check";
import { FIELDS } from "../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../src/workloads/mf/config/link.ts";
import { PRESETS, presetExperiment } from "../../src/workloads/mf/presets.ts";

const options = FIELDS.flatMap((field) => ("options" in field ? field.options : []));
/** Text that takes the place of a value. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    ...options,
    "",
    "NaN",
    "1e999",
    "-0",
    "0x10",
    "null",
    "[object Object]",
    "%E0%A4%A",
    "1,2,,",
    "∞",
    "\u0000",
  ),
  fc.double().map(String),
  fc.integer().map(String),
  fc.string({ unit: "binary", maxLength: 20 }),
);
export const hostileKey = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("v", ...FIELDS.map((field) => field.key)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);
/** Links with few or many faults, with or without the `#`. */
export const hostileLink = fc.oneof(
  fc
    .array(fc.tuple(hostileKey, hostileText), { maxLength: 12 })
    .map((parts) => `#${parts.map((pair) => pair.join("=")).join("&")}`),
  fc
    .tuple(
      fc.constantFrom(...PRESETS.map((preset) => MF_CODEC.encode(presetExperiment(preset)))),
      fc.nat(80),
      hostileText,
    )
    .map(([valid, at, piece]) => valid.slice(0, at) + piece + valid.slice(at + piece.length)),
);
