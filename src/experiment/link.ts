/**
 * Links of matrix factorization: `#v=2&task=mc&d=64&seed=7`. A link without keys is the default experiment.
 * Settings that a link leaves out take the defaults of the link's own version.
 */
import { encodeConfig, readLink, repairConfig, type Codec, type OnRefusal } from "./codec.ts";
import { FIELDS, type Experiment } from "./experiment.ts";
import type { Repaired } from "./changes.ts";
import { FIELDS_OF_VERSION_1 } from "./version-1.ts";

/** The part after `#`, without it. */
export const encodeLink = (experiment: Experiment): string => encodeConfig(FIELDS, experiment);

/** Accepts a hash with or without `#`, or a whole address that contains one. Throws only if `refuse` does. */
export function decodeLink(link: string, refuse?: OnRefusal): Repaired {
  const { given, repairs, version } = readLink(FIELDS, link, refuse);
  // The first links had no version. An empty link is the plain page, which takes the current defaults.
  const isFirst = version === undefined ? Object.keys(given).length > 0 : !(version >= 2);
  const repaired = repairConfig(isFirst ? FIELDS_OF_VERSION_1 : FIELDS, given, refuse);
  return { config: repaired.config, repairs: [...repairs, ...repaired.repairs] };
}

export const MF_CODEC: Codec<Experiment> = {
  id: "mf",
  fields: FIELDS,
  encode: encodeLink,
  decode: decodeLink,
  repair: (input, refuse) => repairConfig(FIELDS, input, refuse),
};
