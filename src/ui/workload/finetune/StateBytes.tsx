/** Test error or accuracy, against the bytes of the optimizer's state, with one dot for each method. */
import { formatBytes } from "../../../store/format.ts";
import { headlineOf, headlineQuantity } from "../Result.tsx";
import { usePage, useWorkload } from "../context.ts";
import { useLabFacts } from "./facts.ts";

/** Space for a dot at the edges, in percent. */
const MARGIN = 8;

export function StateBytes() {
  const page = usePage();
  const { looks } = page;
  const facts = useLabFacts();
  const models = useWorkload((state) => state.models);
  if (!facts) return null;
  const quantity = headlineQuantity(page, models[0]);
  const dots = models.flatMap((model, i) => {
    const [bytes = NaN, value] = [facts.optimizerBytes[i], headlineOf(model)];
    return bytes > 0 && Number.isFinite(value) ? [{ id: model.id, bytes, value }] : [];
  });
  const across = placer(dots.map(({ bytes }) => Math.log(bytes)));
  const up = placer(dots.map(({ value }) => value));
  return (
    <section className="panel state-bytes" aria-labelledby="bytes-title">
      <h2 id="bytes-title">{quantity.label} against bytes of the optimizer’s state</h2>
      <div className="dots" role="img" aria-label={dots.map((dot) => told(dot)).join("; ")}>
        {dots.map((dot) => (
          <span
            key={dot.id}
            style={{
              left: `${across(Math.log(dot.bytes))}%`,
              bottom: `${up(dot.value)}%`,
              color: looks[dot.id]?.colour,
            }}
          >
            {told(dot)}
          </span>
        ))}
      </div>
    </section>
  );

  function told({ id, bytes, value }: (typeof dots)[number]): string {
    return `${looks[id]?.name}: ${quantity.format(value)}, ${formatBytes(bytes)}`;
  }
}

/**
 * Position on the axis in percent, from the smallest value to the largest. Equal values lie in the middle.
 */
function placer(values: readonly number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (high > low ? MARGIN + ((100 - 2 * MARGIN) * (value - low)) / (high - low) : 50);
}
