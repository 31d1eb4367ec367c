/** Ready-made sweeps; each answers one question. */
import type { SweepSetup } from "../../experiment/sweep-setup.ts";
import { exampleExperiment, SWEEP_EXAMPLES } from "../../experiment/sweep-examples.ts";
import { useActions } from "../parts/context.ts";

interface Props {
  readonly isRunning: boolean;
  readonly onChoose: (setup: SweepSetup) => void;
}

export function Examples({ isRunning, onChoose }: Props) {
  const { open, pause } = useActions();
  return (
    <section aria-label="Examples">
      <h3>Examples: each replaces the present experiment</h3>
      <ul className="sweep-examples">
        {SWEEP_EXAMPLES.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              disabled={isRunning}
              onClick={() => {
                pause();
                open(exampleExperiment(example));
                onChoose(example.setup);
              }}
            >
              {example.title}
            </button>
            <span>{example.about}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
