/**
 * A user's first actions: from every preset, one main setting is moved by a notch either way, or to an end of
 * its range. Sizes are smaller than on the page, with the same number of observed entries per direction of
 * the target (p·d/r).
 */
import type { NetworkSteps } from "../../../src/engine/engine.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import type { Experiment, NumberField } from "../../../src/workloads/mf/config/fields.ts";
import { PRESETS, presetExperiment } from "../../../src/workloads/mf/presets.ts";
import { blankDrawing, encodeDrawing } from "../../../src/math/drawing.ts";
import { adviceFor, type Advice } from "../../../src/store/advice/advice.ts";
import { learnedBelow } from "../../../src/store/advice/from-run.ts";
import { changeExperiment } from "../../../src/store/change.ts";
import { applies, GROUPS } from "../../../src/ui/workloads/mf/controls/groups.ts";
import { scaleOf } from "../../../src/ui/controls/Fields.tsx";
import { fieldOf, sliderOf } from "../../../src/ui/workloads/mf/controls/presentation.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { movesOf } from "./moves.ts";

const sliderScale = (field: NumberField, e: Experiment) => scaleOf({ slider: sliderOf }, field, e);

const MAIN = [
  "depth",
  "width",
  "rows",
  "rank",
  "rHat",
  "observed",
  "measurements",
  "epsilon",
  "rate",
  "gamma",
  "optimizer",
  "mask",
  "noise",
] as const;
type Main = (typeof MAIN)[number];

export interface Case {
  readonly preset: string;
  readonly setting: Main;
  readonly move: string;
  readonly changes: Partial<Experiment>;
  readonly experiment: Experiment;
}

/** Largest values of these settings. Larger values take time and show nothing new. */
const LARGEST: Partial<Record<Main, number>> = { rows: 96, width: 192, measurements: 4000 };

/** A preset with a smaller d, and the original beside the compressed network. */
export function smallPreset(id: string): Experiment {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) throw new Error(`No preset ${id}`);
  const networks = ["original", "yaras"] as const;
  const { rows, rank, observed, task, data } = presetExperiment(preset);
  const { measurements: _chosen, ...fields } = preset.fields;
  // The number of airports is fixed.
  if (data === "airports") return MF_CODEC.repair({ ...fields, networks }).config;
  const side = task === "ms" ? 24 : 48;
  const fewer = Math.max(1, Math.round((rank * side) / rows));
  const perDirection = (observed * rows) / rank;
  return MF_CODEC.repair({
    ...fields,
    rows: side,
    rank: fewer,
    networks,
    ...(data === "random" && task === "mc"
      ? { observed: Number(((perDirection * fewer) / side).toFixed(2)) }
      : {}),
  }).config;
}

/** Areas that a user may hide, given by a cell's position from 0 to 1 in each direction. */
const HANDS: Readonly<Record<string, (y: number, x: number) => boolean>> = {
  "a small hole": (y, x) => Math.max(Math.abs(y - 0.5), Math.abs(x - 0.5)) < 0.12,
  "a large hole": (y, x) => Math.max(Math.abs(y - 0.5), Math.abs(x - 0.5)) < 0.4,
  "a stroke": (y, x) => Math.abs(y - x) < 0.06,
  "a corner": (y, x) => y > 0.6 && x > 0.6,
  "a row": (y) => y < 0.05,
  "all but a spot": (y, x) => Math.max(y, x) > 0.1,
};

function drawnBy(hides: (y: number, x: number) => boolean, e: Experiment): string {
  const { rows, cols, shown } = blankDrawing(e.rows, e.cols);
  const text = encodeDrawing({
    rows,
    cols,
    shown: shown.map((_, i) => (hides(Math.floor(i / cols) / rows, (i % cols) / cols) ? 0 : 1)),
  });
  if (text === undefined) throw new Error("too ragged");
  return text;
}

export function casesOf(preset: string): Case[] {
  const e = smallPreset(preset);
  const controls = new Set(GROUPS.flatMap(({ names }) => names.filter((name) => applies(name, e))));
  return MAIN.filter((setting) => controls.has(setting)).flatMap((setting) =>
    movesOf(fieldOf(setting), e, sliderScale, LARGEST[setting])
      .filter(([move]) => move !== "drawn")
      .map(([move, value]) => {
        const changes = { [setting]: value };
        return { preset, setting, move, changes, experiment: changeExperiment(e, changes).config };
      }),
  );
}

/** Cases of a preset with masks that are drawn by hand. */
export function drawnCasesOf(preset: string): Case[] {
  const e = smallPreset(preset);
  if (e.task !== "mc") return [];
  return Object.entries(HANDS).map(([move, hides]) => {
    const changes = { mask: "drawn", drawn: drawnBy(hides, e) } as const;
    return { preset, setting: "mask", move, changes, experiment: changeExperiment(e, changes).config };
  });
}

export interface Outcome {
  /** The step at which every network has learned. */
  readonly learnedAt: number | undefined;
  /** The smallest recovery error of each network. */
  readonly best: Readonly<Record<string, number>>;
}

/**
 * Trains until every network has learned, or to the experiment's end. Networks train one after the other, so
 * that none trains on while a slower one learns.
 */
export async function outcomeOf(experiment: Experiment): Promise<Outcome> {
  const below = learnedBelow(experiment);
  const first = new Map<string, number>();
  const best: Record<string, number> = {};
  const take = ({ id, firstStep, columns, progress }: NetworkSteps): void => {
    const at = columns["recovery"]?.findIndex((error) => error < below) ?? -1;
    if (at >= 0 && !first.has(id)) first.set(id, firstStep + at);
    best[id] = progress.best;
  };
  for (const id of experiment.networks) {
    const engine = new LocalEngine({ gpu: undefined, load: readBundled, isUnseen: true });
    engine.subscribe((event) => {
      if (event.kind === "steps") event.networks.forEach(take);
    });
    const alone: Experiment = { ...experiment, networks: [id], stop: "recoveryAll", stopError: below };
    await engine.load(alone, "cpu");
    await engine.play();
    await engine.dispose();
  }
  const isLearned = experiment.networks.every((id) => first.has(id));
  return { learnedAt: isLearned ? Math.max(...first.values()) : undefined, best };
}

/** The end of a case: with learning, or with a message that has buttons. */
export interface Step {
  readonly outcome: Outcome | undefined;
  readonly advice: Advice | undefined;
  /** Each offered button, with the outcome after it was pressed. */
  readonly pressed: readonly { readonly label: string; readonly outcome: Outcome }[];
}

/**
 * Presses every button of the first sentence with buttons. The sentence is a warning or, if there is none and a network
 * has not learned, a note.
 */
export async function follow(experiment: Experiment): Promise<Step> {
  const advised = adviceFor(experiment).filter(({ remedies }) => remedies.length > 0);
  const warned = advised.find(({ kind }) => kind === "warning");
  const outcome = warned ? undefined : await outcomeOf(experiment);
  const advice = warned ?? (outcome?.learnedAt === undefined ? advised[0] : undefined);
  const pressed = [];
  for (const { label, changes } of advice?.remedies ?? [])
    pressed.push({ label, outcome: await outcomeOf(changeExperiment(experiment, changes).config) });
  return { outcome, advice, pressed };
}

/** Whether the user always gets an answer. */
export const isAnswered = ({ outcome, pressed }: Step): boolean =>
  outcome?.learnedAt !== undefined ||
  (pressed.length > 0 && pressed.every((one) => one.outcome.learnedAt !== undefined));

/** A row of the table that the walk writes. */
export function rowOf(
  { preset, setting, move, experiment }: Case,
  { outcome, advice, pressed }: Step,
): string {
  const value = String(experiment[setting]);
  const end =
    outcome?.learnedAt === undefined
      ? advice
        ? `“${advice.text}” ${pressed.map((one) => `[${one.label}] ${one.outcome.learnedAt ?? `fails at ${JSON.stringify(one.outcome.best)}`}`).join("; ")}`
        : `nothing learned and nothing said: ${JSON.stringify(outcome?.best)}`
      : `learned at ${outcome.learnedAt} of ${experiment.steps}`;
  return `| ${preset} | ${setting} ${move} → ${value} | ${end} |`;
}
