/** From the argument of `dmf run` to an experiment: a preset's id, a link of the page, or a JSON file of its fields. */
import { firstSettings } from "../jobs/data/own-file.ts";
import type { OwnFile } from "../workloads/mf/training.ts";
import { chosenFields } from "../experiment/chosen.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { decodeLink } from "../experiment/link.ts";
import { PRESETS } from "../experiment/presets.ts";
import { repairExperiment, type OnRefusal } from "../experiment/repair.ts";
import { readConfig } from "./config.ts";
import { CliError, EXIT } from "./exit.ts";

interface Input {
  readonly preset: string | null;
  readonly experiment: Experiment;
}

interface Choice {
  /** May be left out with a file: then everything is set as for a file that was just opened. */
  readonly input: string | undefined;
  readonly file?: OwnFile | undefined;
  readonly steps: number | undefined;
  readonly seed: number | undefined;
}

/** What the page would mend with a message is an error here: a script should not train something else in silence. */
export async function readExperiment({ input, file, steps, seed }: Choice): Promise<Input> {
  const preset = PRESETS.find(({ id }) => id === input);
  const refusals: string[] = [];
  const refuse = (message: string): void => void refusals.push(message);
  const stopIfRefused = (): void => {
    if (refusals.length > 0) throw new CliError(EXIT.badArguments, refusals.join(" "));
  };
  const given = preset ? preset.fields : input === undefined ? {} : await readFields(input, refuse);
  stopIfRefused();
  const fields = file ? withFile(given, file) : given;
  const changes = { ...(steps === undefined ? {} : { steps }), ...(seed === undefined ? {} : { seed }) };
  const { experiment } = repairExperiment({ ...fields, ...changes }, refuse);
  stopIfRefused();
  return { preset: preset?.id ?? null, experiment };
}

/** A link to that very file is taken as it is; of anything else, what differs from the defaults. */
function withFile(given: Partial<Experiment>, file: OwnFile): Partial<Experiment> {
  const { experiment } = repairExperiment(given);
  if (experiment.data === "file" && experiment.file === file.checksum) return experiment;
  const { data, file: checksum, ...chosen } = chosenFields(experiment);
  const wanted = data === undefined || data === "file" ? checksum : `data=${data}`;
  if (wanted)
    throw new CliError(
      EXIT.badArguments,
      `the experiment is about ${wanted}, and ${file.name} has the checksum ${file.checksum}`,
    );
  return { ...firstSettings(file), ...chosen };
}

async function readFields(input: string, refuse: OnRefusal): Promise<Experiment> {
  if (/(^|#)v=\d/.test(input)) return decodeLink(input, refuse).experiment;
  if (!input.endsWith(".json"))
    throw new CliError(
      EXIT.badArguments,
      `“${input}” is no preset, link or .json file; dmf list names the presets`,
    );
  return (await readConfig(input, refuse)).experiment;
}
