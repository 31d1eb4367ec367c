/** Reads and writes files of matrix factorization's runs. */
import * as v from "valibot";
import { MF } from "../../experiment/link-keys.ts";
import { decodeLink, encodeLink } from "../../experiment/link.ts";
import { NETWORK_NAMES } from "../../experiment/experiment.ts";
import type { Pin } from "../state.ts";
import { finite, flopsPerStep, MAX, PIN, runFilesOf, samples, seconds, steps } from "./run-files.ts";

export { RUN_FILE_VERSION } from "./run-files.ts";

const curve = v.pipe(
  v.object({
    id: v.picklist(NETWORK_NAMES),
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
    [one.seconds, one.recovery, one.train, one.validation, one.low, one.high].every(
      (values) => values === undefined || values.length === one.steps.length,
    ),
  ),
);

const pin = v.object({
  ...PIN,
  psnrAtOne: v.optional(v.pipe(finite, v.minValue(-MAX.psnr), v.maxValue(MAX.psnr))),
  curves: v.pipe(v.array(curve), v.maxLength(NETWORK_NAMES.length)),
});

type Written = v.InferOutput<typeof pin>;

const toFile = ({ config, ...rest }: Pin): Written => ({ ...rest, link: encodeLink(config) }) as Written;

const fromFile = ({ link, psnrAtOne, ...rest }: Written): Pin =>
  ({ ...rest, psnrAtOne, config: decodeLink(link).config }) as Pin;

export const RUN_FILES = runFilesOf(MF, pin, toFile, fromFile);
