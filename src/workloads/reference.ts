/**
 * The reference of all settings, made from their fields: docs/settings.md, `dmf settings`, the page's sheet “Code” and the
 * docstrings of the package's config types.
 */
import { asText, fieldOf, repairConfig } from "../experiment/codec.ts";
import type { Field } from "../experiment/fields.ts";
import type { WorkloadId } from "../experiment/link-keys.ts";

export interface SettingReference {
  /** The name in a config. */
  readonly name: string;
  /** The key in a link. */
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly unit?: string;
  /** The default, as a link writes it, if all other settings have their defaults. */
  readonly default: string;
  /** How the default follows from other settings. */
  readonly rule?: string;
  readonly range: string;
  /** Whether the setting can change while the run trains. */
  readonly live: boolean;
  /** The meaning, in whole sentences. */
  readonly help: string;
  readonly formula?: string;
}

type Texts = Readonly<Record<WorkloadId, Readonly<Record<string, string>>>>;

/** The rule of each default that depends on other settings. A test finds fields without a rule. */
export const RULES: Texts = {
  mf: {
    rows: "305 for the airports, else 128",
    cols: "the number of rows",
    sigmas: "1, 0.7, 0.5 if the spectrum is a list",
    rank: "3 for a random matrix, 4 for the airports, else 10; the length of a list; at most the shorter side",
    observed: "0.3 for the airports, 0.8 for a file, else 0.5",
    measurements: "5 r (m + n − r), at most 65,536",
    width: "the longer side, at most 4096",
    epsilon:
      "ε₃ = 0.1 for pictures and files, 0.05 for the airports, else 0.02; from depth 4 on (ε₃/(L − 2))^(1/(L − 2)), in two digits",
    shallowEpsilon: "ε^(L/2)",
    rHat: "2r, or 6 for the airports; at most half of rows, columns and width",
    gamma: "0 for factorization; else 3 for a random matrix and 1 for other data",
    galoreRank: "r, at most the width",
    rateMode:
      "raw with Adam, RMSprop or another scale of the loss; else perNetwork for pictures and files, and shared for other data",
    rate: "0.001 with Adam and RMSprop; else 0.75 for pictures and files, 0.5 for the airports, 0.25 for a random matrix, and a tenth of it with momentum",
    steps:
      "by data: 2500 airports, 500 canyon, 400 other pictures and files, 2000 for completing a random matrix of random vectors, 1500 for others; up to four times as many if the last singular value is learned later",
    stop: "validation if entries are held out, else none",
    stopError: "0.1 for pictures and files, else 0.001",
    patience: "50 with the rule validation, else 200",
  },
  mlp: {
    width: "128 if small, 256 if full",
    rHat: "20, at most the width",
    rate: "0.1 for gradient descent, 0.01 with momentum, 0.001 with Adam",
    rateDln: "the learning rate η",
    rateCdln: "the learning rate η",
    rateCdlnRandom: "the learning rate η",
    rateThin: "the learning rate η",
    batch: "50 if small, 100 if full; at most n",
  },
  finetune: {
    samples: "64 for pairs, 32 for own texts, else 16",
    batch: "16, at most all training sentences",
    alpha: "the rank r",
    rate: "0.01 for the planted task, 0.001 for pairs, else 0.0003",
    rateDeep: "the learning rate for the planted task, else 0.001",
    rateFull: "a tenth of the learning rate for the planted task, else 0.0001",
    rateHead: "0.01 for pairs, else 0.003",
    steps: "200 for the planted task, 60 for pairs, else 80",
  },
  federated: {
    perRound: "5, at most K",
    batch: "8, at most n",
    warmUp: "0 for the planted task, else 2",
  },
};

/** Each range that depends on other settings. */
export const RANGES: Texts = {
  mf: {
    rows: "2 to 2048, at most 384 for photographs; 305 for the airports; 2 to 1048576 with entries=known",
    cols: "2 to 2048, at most 384 for photographs; 305 for the airports; 2 to 1048576 with entries=known",
    rank: "1 to the shorter side, and at most the length of a list",
    validation: "0 to 0.5 for completion, else 0",
    rHat: "1 to half of rows, columns and width",
    galoreRank: "1 to rows, columns and width",
    rate: "1e-9 to 4, or to 1e9 with raw rates",
  },
  mlp: {
    rHat: "2 to the width",
    samples: "2 to 8000, or to 20000 for a table",
    batch: "1 to n, at most 1000",
  },
  finetune: {
    samples: "2 to 800 for the planted task, to 256 for sentiment, to 2000 for own texts",
    batch: "1 to all training sentences, at most 64, or 32 for pairs",
  },
  federated: {
    perRound: "1 to K",
    batch: "1 to n, at most 32",
    warmUp: "0 to 1000; 0 for the planted task",
  },
};

const UNITS: Readonly<Record<string, string>> = {
  seconds: "s",
  deviceSpeed: "10⁹ operations per second",
  bandwidth: "megabits per second",
  noise: "root mean square of the target",
  stopError: "relative error, or loss",
};

interface Described<C> {
  readonly id: string;
  readonly fields: readonly Field<C>[];
}

/** The settings of a workload, in the order of its config. */
export function referenceOf<C>(workload: Described<C>): readonly SettingReference[] {
  const { config } = repairConfig(workload.fields, {});
  const id = workload.id as WorkloadId;
  return workload.fields
    .filter(({ key }) => key !== "id")
    .map((field): SettingReference => {
      const { key, label, help, formula, isLive = false } = field;
      const name = String(field.name);
      const rule = RULES[id][name];
      const unit = UNITS[name];
      return {
        name,
        key,
        label,
        type: TYPES[field.kind],
        ...(unit === undefined ? {} : { unit }),
        default: asText(config[field.name]),
        ...(rule === undefined ? {} : { rule }),
        range: RANGES[id][name] ?? rangeOf(field, config),
        live: isLive,
        help,
        ...(formula === undefined ? {} : { formula }),
      };
    });
}

const TYPES: Readonly<Record<Field<unknown>["kind"], string>> = {
  integer: "whole number",
  real: "number",
  choice: "choice",
  choices: "list of choices",
  numbers: "list of numbers",
  text: "text",
};

function rangeOf<C>(field: Field<C>, config: C): string {
  if ("options" in field) return field.options.join(", ");
  if (field.kind === "text") return field.pattern.source;
  const [min, max] =
    field.kind === "numbers" ? [field.min, field.max] : [field.min(config), field.max(config)];
  return `${min} to ${max}`;
}

/** The setting with this name or link key. */
export const referenceFor = <C>(workload: Described<C>, name: string): SettingReference | undefined =>
  referenceOf(workload).find((one) => one.name === fieldOf(workload.fields, name)?.name);

/** Type, range, unit and default as one line of text. */
export const factsOf = ({ type, unit, default: usual, rule, range, live }: SettingReference): string =>
  [
    `${type}: ${range}${unit === undefined ? "" : ` (${unit})`}`,
    `default ${usual === "" ? "empty" : usual}${rule === undefined ? "" : ` (${rule})`}`,
    ...(live ? ["can change during a run"] : []),
  ].join("; ");
