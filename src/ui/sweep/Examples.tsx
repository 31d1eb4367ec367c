/** Ready-made sweeps; each answers one question and replaces the current experiment. */
import type { SweepSetup } from "../../experiment/sweep-setup.ts";
import { useActions, usePage } from "../parts/context.ts";

interface Props {
  readonly isRunning: boolean;
  readonly onChoose: (setup: SweepSetup) => void;
}

export function Examples({ isRunning, onChoose }: Props) {
  const { sweeps } = usePage();
  const { choosePreset, pause } = useActions();
  if (!sweeps) return null;
  return (
    <section aria-label="Examples">
      <h3>Examples: each replaces the current experiment</h3>
      <ul className="sweep-examples">
        {sweeps.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              disabled={isRunning}
              onClick={() => {
                pause();
                choosePreset(example);
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
