/** The monkey's actions. The list of actions follows from the seed alone, so it can be repeated. */
import { FIELDS, type Experiment, type Field } from "../../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { randomStream, type Random } from "../../../src/math/random.ts";
import { SPEEDS } from "../../../src/store/run/speed.ts";
import { labelOf, optionName } from "../../../src/ui/workloads/mf/controls/presentation.ts";

export type Action =
  | { readonly kind: "click"; readonly role: "button" | "tab" | "checkbox"; readonly name: string }
  | { readonly kind: "choose"; readonly name: string; readonly value: string }
  | { readonly kind: "type"; readonly name: string; readonly text: string }
  /** Moves the slider to a fraction of its length. */
  | { readonly kind: "slide"; readonly name: string; readonly to: number }
  | { readonly kind: "key"; readonly key: string }
  /** Opens a view with its button and leaves it after a while with Escape. */
  | { readonly kind: "view"; readonly name: string; readonly ms: number }
  | { readonly kind: "history"; readonly by: -1 | 1 }
  | { readonly kind: "address"; readonly hash: string }
  | { readonly kind: "reload" }
  | { readonly kind: "wait"; readonly ms: number };

const { config: SOME } = MF_CODEC.repair({ data: "random", rows: 24 });
/** Limits that keep experiments small, so that many of them are trained. */
const MOST: Partial<Record<keyof Experiment, number>> = {
  rows: 32,
  cols: 32,
  rank: 4,
  width: 40,
  depth: 5,
  rHat: 6,
  measurements: 400,
  galoreRank: 4,
  galoreGap: 50,
  steps: 5000,
  seed: 1e6,
  seeds: 3,
};
/** A photograph is the largest matrix that these tests train. */
const LEFT_OUT = new Set(["airports", "file"]);
const PRESETS = ["mf-d64", "mc-d64", "ms-d48", "photo"];
const BUTTONS = [
  "Play",
  "Train more",
  "Pause",
  "Reset",
  "Step 1",
  "Step 10",
  "Step 100",
  "New seed",
  "Pin this run",
  "Unpin run 1",
  "Back to the present",
  "Train again from step",
  "Dismiss",
  "Set the learning rate to",
  "Start at ε =",
  "Train on the CPU",
  "Try again",
  "Colours:",
];
const KEYS = [" ", ".", "x", "c", "r", "n", "<", ">", "j", "l", "p", "m", "Escape", "Tab"];
const VIEWS = [
  "Lessons",
  "Gallery",
  "Sweep",
  "Code",
  "Share",
  "How it works",
  "Keyboard",
  "About",
  "Enlarge",
];
const TABS = ["Growth", "Subspace", "Alignment", "Path", "Seeds"];
const LINKS = [
  "#v=2&data=random&d=16&r=2&T=500",
  "#v=2&task=ms&data=random&d=12&r=1&T=300&nets=original,yaras",
  "#v=2&task=mf&data=random&d=20&n=12&r=3&L=4&T=900&nets=kwon,narrow,burerMonteiro&eps=0.02",
  "#v=2&data=random&d=24&r=2&T=400&B=3&nets=original,thin&lesson=low-rank.2",
  "#v=99&d=-5&r=1e9&nets=foo&eta=NaN&data=random&T=200",
];

const ofKind = (kinds: readonly Field["kind"][]) =>
  FIELDS.filter(({ kind, name }) => kinds.includes(kind) && name !== "crop");

export function actionsOf(seed: number, count: number): Action[] {
  const random = randomStream(seed, "monkey");
  return Array.from({ length: count }, () => drawAction(random));
}

function drawAction(random: Random): Action {
  const of = <T>(list: readonly T[]): T => list[random.integer(list.length)] as T;
  const wait = (ms: number): number => Math.round(ms * random.uniform() ** 2);
  const kinds: readonly (readonly [weight: number, draw: () => Action])[] = [
    [24, () => ({ kind: "click", role: "button", name: of(BUTTONS) })],
    [10, () => ({ kind: "key", key: of(KEYS) })],
    [16, () => typed(of(ofKind(["integer", "real"])), random)],
    [
      8,
      () => ({
        kind: "slide",
        name: labelOf(of(ofKind(["integer", "real"]))),
        to: random.uniform(),
      }),
    ],
    [6, () => ({ kind: "slide", name: "Look back at a recorded step", to: random.uniform() })],
    [10, () => chosen(of(ofKind(["choice"])), of)],
    [5, () => ({ kind: "click", role: "checkbox", name: networkName(of) })],
    [2, () => ({ kind: "type", name: "List of singular values", text: of(["1", "1, .5, .1", "2 2 x", ""]) })],
    [5, () => ({ kind: "choose", name: "Speed", value: of(SPEEDS) })],
    [3, () => ({ kind: "choose", name: "Engine", value: of(["auto", "cpu", "webgpu"]) })],
    [2, () => ({ kind: "choose", name: "Experiment", value: of(PRESETS) })],
    [3, () => ({ kind: "click", role: "tab", name: of(TABS) })],
    [3, () => ({ kind: "view", name: of(VIEWS), ms: wait(400) })],
    [2, () => ({ kind: "history", by: of([-1, 1] as const) })],
    [2, () => ({ kind: "address", hash: of(LINKS) })],
    [0.5, () => ({ kind: "reload" })],
    [8, () => ({ kind: "wait", ms: wait(600) })],
  ];
  let left = random.uniform() * kinds.reduce((sum, [weight]) => sum + weight, 0);
  const drawn = kinds.find(([weight]) => (left -= weight) < 0);
  return drawn ? drawn[1]() : { kind: "wait", ms: 0 };
}

const networkName = (of: <T>(list: readonly T[]) => T): string => {
  const field = FIELDS.find(({ name }) => name === "networks");
  return optionName("networks", of(field && "options" in field ? field.options : []));
};

function chosen(field: Field, of: <T>(list: readonly T[]) => T): Action {
  const options = "options" in field ? field.options.filter((option) => !LEFT_OUT.has(option)) : [];
  return { kind: "choose", name: labelOf(field), value: of(options) };
}

/** A number somewhere in the field's range, at its ends or beyond them, or text that is not a number. */
function typed(field: Field, random: Random): Action {
  const name = labelOf(field);
  if (field.kind !== "integer" && field.kind !== "real") throw new Error(`${name} is not a number`);
  const low = field.min(SOME);
  const high = Math.min(MOST[field.name] ?? Infinity, field.max(SOME));
  const ends = [low, high, -1, Number.NaN];
  const share = random.uniform();
  const between = low > 0 ? low * (high / low) ** share : share * Math.min(high, 10);
  const value = random.uniform() < 0.85 ? between : (ends[random.integer(ends.length)] as number);
  return { kind: "type", name, text: Number.isNaN(value) ? "" : String(tidy(value, field.kind)) };
}

const tidy = (value: number, kind: "integer" | "real"): number =>
  kind === "integer" ? Math.round(value) : Number(value.toPrecision(3));
