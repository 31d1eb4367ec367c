/** Ranges and ticks of steady axes, which move by whole decades and only when necessary. */
export const FLOOR = 1e-7;
/** Beyond this value a run has diverged, and how far does not matter. */
const CEILING = 1e4;

/**
 * From a power of ten up to 1.3, or up to the power of ten above a larger value, with ticks at the decades (and
 * at 2 and 5 if there are few).
 */
export function logAxis(values: readonly number[]): { domain: [number, number]; ticks: number[] } {
  const drawn = values.filter(Number.isFinite).map((value) => Math.min(CEILING, Math.max(FLOOR, value)));
  const most = Math.max(1, ...drawn);
  const lowest = Math.floor(Math.log10(Math.min(0.99, ...drawn)) + 1e-9);
  const high = most > 1.3 ? 10 ** Math.ceil(Math.log10(most)) : 1.3;
  const low = Number(`1e${lowest}`);
  const factors = high / low < 300 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let exponent = lowest; 10 ** exponent <= high; exponent++)
    for (const factor of factors)
      if (factor * 10 ** exponent <= high) ticks.push(Number(`${factor}e${exponent}`));
  return { domain: [low, high], ticks };
}

/** Decibels in steps of five. */
export function dbAxis(values: readonly number[]): { domain: [number, number]; ticks: number[] } {
  const drawn = values.filter(Number.isFinite).map((value) => Math.min(100, Math.max(-20, value)));
  const low = 5 * Math.floor((Math.min(15, ...drawn) - 0.5) / 5);
  const high = 5 * Math.ceil((Math.max(20, ...drawn) + 0.5) / 5);
  return { domain: [low, high], ticks: Array.from({ length: (high - low) / 5 + 1 }, (_, i) => low + 5 * i) };
}

/** About five round numbers from 0 to `last`. */
export function stepTicks(last: number): number[] {
  const rough = last / 5;
  const size = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const gap = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= rough) ?? 1,
  );
  return Array.from({ length: Math.floor(last / gap) + 1 }, (_, i) => i * gap);
}

/** Writes values from 0.01 to below 100,000 in full and other values with a power: `10⁻³`, `2·10⁻⁴`. */
export function formatTick(value: number): string {
  if (value === 0 || (value >= 0.01 && value < 1e5)) return String(value);
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const factor = Math.round(value / 10 ** exponent);
  const power = `10${superscript(exponent)}`;
  return factor === 1 ? power : `${factor}·${power}`;
}

const superscript = (exponent: number): string =>
  String(exponent).replaceAll(/[-0-9]/g, (digit) =>
    digit === "-" ? "⁻" : ("⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] as string),
  );
