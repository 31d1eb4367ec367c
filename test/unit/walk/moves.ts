/** A user's first actions with one control: a notch either way, both ends of the range, or another option. */
import type { Field, NumberField } from "../../../src/experiment/fields.ts";
import { valueBeyond, type Scale } from "../../../src/ui/controls/slider-scale.ts";

type ScaleOf<C> = (field: NumberField<C>, config: C) => Scale | undefined;

/** The next value that the control's slider offers in a direction. */
function notch<C>(
  field: NumberField<C>,
  config: C,
  scaleOf: ScaleOf<C>,
  direction: -1 | 1,
): number | undefined {
  const value = config[field.name] as number;
  const [min, max] = [field.min(config), field.max(config)];
  if (field.kind === "integer")
    return value + direction >= min && value + direction <= max ? value + direction : undefined;
  const scale = scaleOf(field, config);
  if (!scale) return undefined;
  return valueBeyond(scale, value, direction);
}

/** A control's moves and their values. The upper end of the range is at most `most`. */
export function movesOf<C>(
  field: Field<C>,
  config: C,
  scaleOf: ScaleOf<C>,
  most = Infinity,
): [move: string, value: unknown][] {
  const before = config[field.name] as unknown;
  if (field.kind === "choice")
    return field.options.filter((option) => option !== before).map((option) => [option, option]);
  if (field.kind !== "integer" && field.kind !== "real") return [];
  const values: [string, number | undefined][] = [
    ["−1", notch(field, config, scaleOf, -1)],
    ["+1", notch(field, config, scaleOf, 1)],
    ["min", field.min(config)],
    ["max", Math.min(field.max(config), most)],
  ];
  return values.filter(([, value]) => value !== undefined && value !== before);
}

/** The ends of the control's slider that are not also the ends of its range. */
export function sliderEnds<C>(
  field: Field<C>,
  config: C,
  scaleOf: ScaleOf<C>,
  most = Infinity,
): [move: string, value: number][] {
  if (field.kind !== "integer" && field.kind !== "real") return [];
  const scale = scaleOf(field, config);
  if (!scale) return [];
  const values: [string, number][] = [
    ["slider’s min", scale.min],
    ["slider’s max", Math.min(scale.max, most)],
  ];
  const others = [config[field.name] as number, field.min(config), Math.min(field.max(config), most)];
  return values.filter(([, value]) => !others.includes(value));
}
