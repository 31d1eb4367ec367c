/** The positions of sliders. */

export interface Scale {
  readonly log: boolean;
  /** The slider's ends. The user can still type other values. */
  readonly min: number;
  readonly max: number;
}

/** A slider has the positions 0 … SLIDER_STEPS. */
export const SLIDER_STEPS = 400;

export function toPosition({ log, min, max }: Scale, value: number): number {
  const fraction = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.round(SLIDER_STEPS * Math.min(1, Math.max(0, fraction)));
}

/** The value at a position: a whole number, two digits on a logarithmic scale, or two decimals on a linear one. */
export function fromPosition({ log, min, max }: Scale, position: number, integer: boolean): number {
  const fraction = position / SLIDER_STEPS;
  const value = log ? min * (max / min) ** fraction : min + fraction * (max - min);
  if (integer) return Math.round(value);
  return log ? Number(value.toPrecision(2)) : Number(value.toFixed(2));
}

/**
 * The first value beyond `value` at slider positions that are `step` apart. A negative step goes downwards.
 * Neighbouring positions may round to the same value, so the result may lie several steps away. Undefined if
 * there is no such value.
 */
export function valueBeyond(scale: Scale, value: number, step: number): number | undefined {
  const end = step > 0 ? SLIDER_STEPS : 0;
  let position = toPosition(scale, value);
  while (position !== end) {
    position = Math.min(SLIDER_STEPS, Math.max(0, position + step));
    const next = fromPosition(scale, position, false);
    if (step * (next - value) > 0) return next;
  }
  return undefined;
}

/**
 * The slider's next value, upwards or downwards, after a key press. An arrow key moves by a hundredth of the
 * slider or by one whole number, a page key by a tenth of the slider.
 */
export function nextValue(
  scale: Scale,
  value: number,
  by: 1 | -1,
  isPage: boolean,
  integer: boolean,
): number {
  const { min, max } = scale;
  if (integer) {
    const page = Math.max(1, Math.round((max - min) / 10));
    return Math.min(max, Math.max(min, value + by * (isPage ? page : 1)));
  }
  return valueBeyond(scale, value, by * (SLIDER_STEPS / 100) * (isPage ? 10 : 1)) ?? value;
}
