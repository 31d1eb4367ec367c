/**
 * The link codec: `#v=2&task=mc&d=64&seed=7`. Links omit defaults, so they are short and readable; a link without keys
 * is the default experiment. Omitted settings take the defaults of the link's own version. Decoding never throws.
 */
import { asText, fieldsChosen } from "./chosen.ts";
import { FIELDS, type Experiment } from "./experiment.ts";
import { FIELDS_OF_VERSION_1 } from "./version-1.ts";
import { RESULTS_KEY } from "./results.ts";
import { ignored, repairExperiment, unknownSetting, type OnRefusal, type Repaired } from "./repair.ts";

export const LINK_VERSION = 2;
/** A lesson beside the experiment: `lesson=waiting.2` is its second screen. */
export const LESSON_KEY = "lesson";

/** The part after `#`, without it. */
export function encodeLink(experiment: Experiment): string {
  const chosen = fieldsChosen(experiment).map(({ key, name }) => `${key}=${asText(experiment[name])}`);
  return [`v=${LINK_VERSION}`, ...chosen].join("&");
}

/** Accepts a hash with or without `#`, or a whole address with one. */
export function decodeLink(link: string, refuse?: OnRefusal): Repaired {
  const hash = link.includes("#") ? link.slice(link.indexOf("#") + 1) : link;
  const given: Record<string, unknown> = {};
  const repairs: string[] = [];
  let version: number | undefined;
  for (const [key, text] of new URLSearchParams(hash)) {
    if (key === LESSON_KEY || key === RESULTS_KEY) continue;
    if (key === "v") {
      version = Number(text);
      if (version > LINK_VERSION) {
        refuse?.(`v=${text.slice(0, 8)} is a link of a newer version; this one reads ${LINK_VERSION}.`);
        repairs.push(
          `The link was made by a newer version (${text.slice(0, 8)}). What this one understands was taken, and the address stays as it is until a setting is changed.`,
        );
      }
      continue;
    }
    const field = FIELDS.find((candidate) => candidate.key === key);
    if (!field) {
      repairs.push(ignored(key));
      refuse?.(unknownSetting(key));
    } else if (field.kind === "choices") given[field.name] = text.split(",");
    else if (field.kind === "numbers") given[field.name] = readNumbers(text);
    else if (field.kind === "choice" || field.kind === "text") given[field.name] = text;
    else given[field.name] = readNumber(text);
  }
  // The first links had no version. An empty link is the page itself and takes the present defaults.
  const isFirst = version === undefined ? Object.keys(given).length > 0 : !(version >= 2);
  const repaired = repairExperiment(given, refuse, isFirst ? FIELDS_OF_VERSION_1 : FIELDS);
  return { experiment: repaired.experiment, repairs: [...repairs, ...repaired.repairs] };
}

/** Text that is not a number stays as written, so that the repair can name it. */
function readNumber(text: string): number | string {
  const number = text.trim() === "" ? NaN : Number(text);
  return Number.isNaN(number) ? text : number;
}

/** Empty text means an empty list. An empty place within a list is not a number, and certainly not 0. */
function readNumbers(text: string): readonly number[] | string {
  if (text === "") return [];
  const numbers = text.split(",").map(readNumber);
  return numbers.every((item) => typeof item === "number") ? numbers : text;
}
