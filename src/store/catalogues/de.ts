/**
 * German, by the English sentence: in parts, by where one reads them. Symbols and what the field calls the same in every
 * language stay; lessons, claims and sources of the kernels are English.
 */
import type { Catalogue } from "../text.ts";
import { ADVICE } from "./de/advice.ts";
import { ENGINE } from "./de/engine.ts";
import { FILES } from "./de/files.ts";
import { INSIDE } from "./de/inside.ts";
import { LESSONS } from "./de/lessons.ts";
import { PAGE } from "./de/page.ts";
import { RANGES } from "./de/ranges.ts";
import { RESULT } from "./de/result.ts";
import { SETTINGS } from "./de/settings.ts";
import { SHARING } from "./de/sharing.ts";
import { SWEEP } from "./de/sweep.ts";
import { WHY } from "./de/why.ts";

/** Each sentence is in one of them. */
export const GERMAN_PARTS: readonly Catalogue[] = [
  PAGE,
  SETTINGS,
  RANGES,
  ADVICE,
  RESULT,
  WHY,
  SWEEP,
  FILES,
  ENGINE,
  INSIDE,
  LESSONS,
  SHARING,
];

export const GERMAN: Catalogue = Object.assign({}, ...GERMAN_PARTS);
