/**
 * A user's first actions with digits, fine-tuning and federated runs. These pages say after a run that a model has
 * learned little or nothing, and beforehand if that is certain. Their buttons lead back to a preset.
 */
import type { NumberField } from "../../../src/experiment/fields.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import type { WorkloadPreset } from "../../../src/store/kind.ts";
import type { Config, ModelNow } from "../../../src/store/state.ts";
import { changeConfig } from "../../../src/store/config.ts";
import { fieldOf, scaleOf } from "../../../src/ui/controls/Fields.tsx";
import { unlearned, remediesBack } from "../../../src/ui/stage/unlearned.ts";
import type { WorkloadPage } from "../../../src/ui/parts/workload-page.ts";
import type { Workload } from "../../../src/workloads/workload.ts";
import { movesOf, sliderEnds } from "./moves.ts";

export interface Walked {
  readonly page: WorkloadPage;
  readonly workload: Workload;
  readonly load: () => Promise<Uint8Array>;
  readonly presets: readonly string[];
  readonly settings: readonly string[];
  /** Largest values of these settings. Larger values take time and show nothing new. */
  readonly largest: Readonly<Record<string, number>>;
  readonly hasLearned: (headline: number, config: Config, step: number) => boolean;
}

export interface Case {
  readonly preset: WorkloadPreset;
  readonly setting: string;
  readonly move: string;
  readonly config: Config;
}

export function casesOf({ page, settings, presets, largest }: Walked): Case[] {
  return page.presets
    .filter(({ id }) => presets.includes(id))
    .flatMap((preset) => {
      const usual = page.repair(preset.fields).config;
      return settings
        .filter((setting) => page.applies?.(setting, usual))
        .flatMap((setting) => {
          const field = fieldOf(page, setting);
          const scale = (number: NumberField<Config>, config: Config) => scaleOf(page, number, config);
          const most = largest[setting];
          return [...movesOf(field, usual, scale, most), ...sliderEnds(field, usual, scale, most)].map(
            ([move, value]) => ({
              preset,
              setting,
              move,
              config: changeConfig(page, usual, { [setting]: value }).config,
            }),
          );
        });
    });
}

interface Outcome {
  /** The step of the evaluation by which the last model had learned, if all have learned. */
  readonly learnedAt: number | undefined;
  readonly models: readonly ModelNow[];
}

/** Trains only these models, until each has learned or diverged, or to the last step of the config. */
async function outcomeOf(
  { page, workload, load, hasLearned }: Walked,
  config: Config,
  ids: readonly string[],
): Promise<Outcome> {
  const engine = new LocalEngine({
    gpu: undefined,
    load,
    isUnseen: true,
    workloads: new Map([[page.id, () => Promise.resolve(workload)]]),
  });
  const models = new Map<string, ModelNow>();
  const first = new Map<string, number>();
  const failures: string[] = [];
  engine.subscribe((event) => {
    if (event.kind === "error") failures.push(event.message);
    if (event.kind === "loaded")
      for (const model of event.summary.networks as unknown as ModelNow[]) models.set(model.id, model);
    if (event.kind !== "steps") return;
    for (const { id, progress, progressBySeed } of event.networks) {
      models.set(id, { ...(models.get(id) as ModelNow), progress, progressBySeed });
      if (!first.has(id) && hasLearned(progress.headline, config, progress.step))
        first.set(id, progress.step);
    }
    if (ids.every((id) => first.has(id) || models.get(id)?.progress?.diverged)) void engine.pause();
  });
  await engine.load({ ...config, [page.modelsField]: ids }, "cpu");
  await engine.play();
  await engine.dispose();
  if (failures.length > 0) throw new Error(failures.join(" "));
  const isLearned = ids.every((id) => first.has(id));
  return {
    learnedAt: isLearned ? Math.max(...ids.map((id) => first.get(id) as number)) : undefined,
    models: [...models.values()],
  };
}

/** The end of a case: with learning, or with a message that has buttons. */
export interface Step {
  readonly outcome: Outcome | undefined;
  readonly message: string | undefined;
  /** Each offered button, with the outcome after it was pressed. */
  readonly pressed: readonly { readonly label: string; readonly outcome: Outcome }[];
}

/** The page's message about these models after their run. */
function messageAfter(page: WorkloadPage, config: Config, models: readonly ModelNow[]): string | undefined {
  const told = (list: readonly ModelNow[]): string =>
    list.map(({ id, progress }) => `${id} ${progress?.headline.toPrecision(3)}`).join(", ");
  const diverged = models.filter(({ progress }) => progress?.diverged);
  if (diverged.length > 0) return `Diverged: ${told(diverged)}`;
  const left = unlearned(page, config, models);
  return left.length > 0 ? `Little or nothing learned: ${told(left)}` : undefined;
}

export async function follow(walked: Walked, { preset, config }: Case): Promise<Step> {
  const { page } = walked;
  const ids = (config[page.modelsField] as readonly string[]).filter((id) => !preset.failing?.includes(id));
  const futile = page.futile?.(config);
  const outcome = futile ? undefined : await outcomeOf(walked, config, ids);
  if (outcome?.learnedAt !== undefined) return { outcome, message: undefined, pressed: [] };
  const message = futile ?? messageAfter(page, config, outcome?.models ?? []);
  const pressed = [];
  for (const { label, changes } of message === undefined ? [] : remediesBack(page, config))
    pressed.push({
      label,
      outcome: await outcomeOf(walked, changeConfig(page, config, changes).config, ids),
    });
  return { outcome, message, pressed };
}

/** Whether the user always gets an answer. */
export const isAnswered = ({ outcome, pressed }: Step): boolean =>
  outcome?.learnedAt !== undefined ||
  (pressed.length > 0 && pressed.every((one) => one.outcome.learnedAt !== undefined));

export const nameOf = ({ preset, setting, move, config }: Case): string =>
  `${preset.id}: ${setting} ${move} → ${String(config[setting])}`;

/** A row of the table that the walk writes. */
export function rowOf({ preset, setting, move, config }: Case, { outcome, message, pressed }: Step): string {
  const values = ({ models }: Outcome): string =>
    models.map(({ id, progress }) => `${id} ${progress?.headline.toPrecision(3)}`).join(", ");
  const end =
    outcome?.learnedAt !== undefined
      ? `learned at ${outcome.learnedAt} of ${config.steps}`
      : message === undefined
        ? `little learned and nothing said: ${outcome ? values(outcome) : ""}`
        : `“${message}” ${pressed.map((one) => `[${one.label}] ${one.outcome.learnedAt ?? `fails: ${values(one.outcome)}`}`).join("; ")}`;
  return `| ${preset.id} | ${setting} ${move} → ${String(config[setting])} | ${end} |`;
}
