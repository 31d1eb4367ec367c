/** The changes that a piece of advice offers, as buttons. */
import type { Advice } from "../store/advice/advice.ts";
import { adviceFor } from "../store/advice/advice.ts";
import { useActions, usePlayground } from "./context.ts";

export function Ways({ ways }: Pick<Advice, "ways">) {
  const { change } = useActions();
  if (ways.length === 0) return null;
  return (
    <span className="ways-on">
      {ways.map(({ label, changes }) => (
        <button key={label} type="button" onClick={() => change(changes)}>
          {label}
        </button>
      ))}
    </span>
  );
}

/** The first thing that keeps the networks from learning, before the run shows it; nothing where they will. */
export function DeadEnd() {
  const experiment = usePlayground((state) => state.experiment);
  const run = usePlayground((state) => state.run);
  const first = adviceFor(experiment, run).find(({ kind, ways }) => kind === "warning" && ways.length > 0);
  if (!first) return null;
  return (
    <section className="banner" aria-label="What keeps the networks from learning">
      <p>{first.text}</p>
      <Ways ways={first.ways} />
    </section>
  );
}
