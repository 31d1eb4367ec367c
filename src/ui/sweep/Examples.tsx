/** Ready-made sweeps; each answers one question. */
import { exampleExperiment, SWEEP_EXAMPLES, type SweepExample } from "../../experiment/sweep-examples.ts";
import { useActions } from "../parts/context.ts";
import type { ExamplesProps } from "./sweep-page.ts";

interface Props<F> extends ExamplesProps {
  readonly examples: readonly SweepExample<F>[];
  /** Opens the example's experiment in place of the current one. */
  readonly open: (example: SweepExample<F>) => void;
}

export function ExampleList<F>({ isRunning, onChoose, examples, open }: Props<F>) {
  return (
    <section aria-label="Examples">
      <h3>Examples: each replaces the current experiment</h3>
      <ul className="sweep-examples">
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              disabled={isRunning}
              onClick={() => {
                open(example);
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

export function Examples(props: ExamplesProps) {
  const { open, pause } = useActions();
  return (
    <ExampleList
      {...props}
      examples={SWEEP_EXAMPLES}
      open={(example) => {
        pause();
        open(exampleExperiment(example));
      }}
    />
  );
}
