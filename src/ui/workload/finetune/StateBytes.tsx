/** Test error or accuracy, against the bytes of the optimizer's state, with one dot for each method. */
import { formatBytes } from "../../../store/format.ts";
import { headlineOf, headlineQuantity } from "../Result.tsx";
import { usePage, useWorkload } from "../context.ts";
import { useLabFacts } from "./facts.ts";

/** Space for a dot at the edges, in percent. */
const MARGIN = 10;
/** The least spans of both axes, so that nearly equal methods lie close together. */
const LEAST = { logBytes: Math.log(10), value: 0.1 } as const;

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
  // Neighbours have their labels on different sides.
  const byBytes = dots.toSorted((a, b) => a.bytes - b.bytes);
  const across = placer(
    dots.map(({ bytes }) => Math.log(bytes)),
    LEAST.logBytes,
  );
  const up = placer(
    dots.map(({ value }) => value),
    LEAST.value,
  );
  return (
    <section className="panel state-bytes" aria-labelledby="bytes-title">
      <h2 id="bytes-title">{quantity.label} against bytes of the optimizer’s state</h2>
      <p className="note">
        More bytes are farther right, in powers of ten. Better methods are{" "}
        {quantity.id === "testError" ? "lower" : "higher"}.
      </p>
      <div className="dots" role="img" aria-label={byBytes.map((dot) => told(dot)).join("; ")}>
        {byBytes.map((dot, i) => {
          const [x, y] = [across(Math.log(dot.bytes)), up(dot.value)];
          const place = { left: `${x}%`, bottom: `${y}%`, color: looks[dot.id]?.colour };
          return (
            <span key={dot.id}>
              <span className="dot" style={place} />
              {/* A label shifts to the left the farther right its dot is, so that it stays between the edges. */}
              <span
                className={i % 2 === 0 ? "dot-label" : "dot-label below"}
                style={{ ...place, translate: `-${x}%` }}
              >
                {told(dot)}
              </span>
            </span>
          );
        })}
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
