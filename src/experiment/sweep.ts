/** A sweep: every combination of some settings' values, each with a number of seeds. Each run is a whole experiment. */
import { badInput } from "../core/errors.ts";
import { fieldOf, unknownSetting, type Codec } from "./codec.ts";

/**
 * Largest number of runs. Each adds a few kilobytes to the sweep's file, and all are checked before the first
 * one starts.
 */
const MAX_RUNS = 100_000;

/** A setting, by its link key or its name, and the values it takes. */
export interface SweepAxis {
  readonly key: string;
  readonly values: readonly string[];
}

/** One run of a sweep: the varied values, by link key, and the whole config with its link. */
export interface SweepCell<C> {
  readonly link: string;
  readonly varied: Readonly<Record<string, string>>;
  readonly config: C;
}

/** Text of the form `key=v1,v2,…`. */
export function parseAxis(text: string): SweepAxis {
  const at = text.indexOf("=");
  const [key, list] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || list === "") throw badInput(`A sweep takes key=v1,v2,…, not “${text}”.`);
  return { key, values: list.split(",") };
}

/**
 * The runs of a sweep of any workload. Uses the seeds seed … seed + n − 1, from the base's seed. Refuses values
 * that do not fit (EngineError "bad-input") instead of correcting them.
 */
export function cellsOf<C extends { readonly seed: number }>(
  codec: Codec<C>,
  base: C,
  given: readonly SweepAxis[],
  seeds: number,
): SweepCell<C>[] {
  const axes = given.map(({ key, values }) => ({ key: fieldOf(codec.fields, key)?.key ?? key, values }));
  if (axes.some(({ key }) => key === "seed"))
    throw badInput("The seed is not a setting to vary: give the number of seeds instead.");
  const twice = axes.find(({ key }, i) => axes.findIndex((other) => other.key === key) < i);
  if (twice) throw badInput(`The setting “${twice.key}” is varied twice.`);
  const unknown = axes.find(({ key }) => !codec.fields.some((field) => field.key === key));
  if (unknown) throw badInput(unknownSetting(unknown.key, codec.fields));
  const runs = axes.reduce((count, { values }) => count * values.length, seeds);
  if (runs > MAX_RUNS)
    throw badInput(
      `A sweep of ${runs.toLocaleString("en")} runs is too large: at most ${MAX_RUNS.toLocaleString("en")} are possible. Vary fewer settings, values or seeds.`,
    );
  if (runs === 0) throw badInput("A sweep needs at least one seed.");
  let combinations: Record<string, string>[] = [{}];
  for (const { key, values } of axes)
    combinations = combinations.flatMap((chosen) => values.map((value) => ({ ...chosen, [key]: value })));
  return combinations.flatMap((chosen) =>
    Array.from({ length: seeds }, (_, s) => cellOf(codec, base, { ...chosen, seed: String(base.seed + s) })),
  );
}

/**
 * Later keys of a link replace earlier ones. The varied values therefore replace those of the base, and defaults that
 * depend on the varied values follow.
 */
function cellOf<C>(codec: Codec<C>, base: C, varied: Record<string, string>): SweepCell<C> {
  const parts = Object.entries(varied).map((pair) => pair.map(encodeURIComponent).join("="));
  const { config } = codec.decode([codec.encode(base), ...parts].join("&"), (message) => {
    throw badInput(message);
  });
  return { link: codec.encode(config), varied, config };
}
