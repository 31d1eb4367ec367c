/**
 * Test error or accuracy against the bytes of the optimizer's state, with one dot for each method. The labels
 * stand in a column beside the dots, each at the end of a line from its dot.
 */
import { formatBytes } from "../../../store/format.ts";
import { headlineOf } from "../../stage/learned.ts";
import { headlineQuantity } from "../../parts/workload-page.ts";
import { usePage, usePlayground } from "../../parts/context.ts";
import { useLabFacts } from "./facts.ts";

/** Space for a dot at the edges, in percent. */
const MARGIN = 10;
/** Distance between the centres of two labels, in percent of the chart's height. */
const LABEL_GAP = 10;
/** The least spans of both axes, so that nearly equal methods lie close together. */
const LEAST = { logBytes: Math.log(10), value: 0.1 } as const;

export function StateBytes() {
  const page = usePage();
  const { looks } = page;
  const facts = useLabFacts();
  const models = usePlayground((state) => state.models);
  if (!facts) return null;
  const quantity = headlineQuantity(page, models[0]);
  const dots = models.flatMap((model, i) => {
    const [bytes = NaN, value] = [facts.memory[i]?.optimizer, headlineOf(model)];
    return bytes > 0 && Number.isFinite(value) ? [{ id: model.id, bytes, value }] : [];
  });
  const across = placer(
    dots.map(({ bytes }) => Math.log(bytes)),
    LEAST.logBytes,
  );
  const up = placer(
    dots.map(({ value }) => value),
    LEAST.value,
  );
  const placed = dots
    .map((dot) => ({ ...dot, x: across(Math.log(dot.bytes)), y: up(dot.value) }))
    .toSorted((a, b) => b.y - a.y);
  const heights = spread(
    placed.map(({ y }) => y),
    Math.min(LABEL_GAP, 100 / Math.max(1, dots.length - 1)),
  );
  return (
    <section className="panel state-bytes" aria-labelledby="bytes-title">
      <h2 id="bytes-title">{quantity.label} against bytes of the optimizer’s state</h2>
      <p className="note">
        Methods with more bytes are farther right, on a logarithmic axis. Better methods are{" "}
        {quantity.id === "testError" ? "lower" : "higher"}.
      </p>
      <div className="dots" role="img" aria-label={placed.map((dot) => told(dot)).join("; ")}>
        <div className="dot-plot">
          <svg className="cover thin" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {placed.map(({ id, x, y }, i) => (
              <line
                key={id}
                x1={x}
                y1={100 - y}
                x2="100"
                y2={100 - (heights[i] ?? y)}
                stroke={looks[id]?.colour}
                opacity={0.5}
              />
            ))}
          </svg>
          {placed.map(({ id, x, y }) => (
            <span
              key={id}
              className="dot"
              style={{ left: `${x}%`, bottom: `${y}%`, color: looks[id]?.colour }}
            />
          ))}
        </div>
        <div className="dot-labels">
          {placed.map((dot, i) => (
            <span
              key={dot.id}
              className="dot-label"
              style={{ bottom: `${heights[i] ?? dot.y}%`, color: looks[dot.id]?.colour }}
            >
              {told(dot)}
            </span>
          ))}
        </div>
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
function placer(values: readonly number[], least: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(least, high - low);
  const from = (low + high - span) / 2;
  return (value) => MARGIN + ((100 - 2 * MARGIN) * (value - from)) / span;
}

/**
 * Moves descending heights, in percent, only as far as needed to keep neighbours at least `gap` apart and all
 * heights between 0 and 100.
 */
export function spread(heights: readonly number[], gap: number): readonly number[] {
  const out: number[] = [];
  for (const height of heights) out.push(Math.min(height, (out.at(-1) ?? 100 + gap) - gap));
  let least = 0;
  for (let i = out.length - 1; i >= 0; i--) {
    out[i] = Math.max(out[i] as number, least);
    least = (out[i] as number) + gap;
  }
  return out;
}
