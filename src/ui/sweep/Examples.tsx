/** Ready-made sweeps; each answers one question. */
import { exampleExperiment, SWEEP_EXAMPLES } from "../../experiment/sweep-examples.ts";
import { useActions } from "../parts/context.ts";
import type { ExamplesProps } from "./sweep-page.ts";

export function Examples({ isRunning, onChoose }: ExamplesProps) {
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
