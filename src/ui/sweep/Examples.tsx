/** Ready-made sweeps; each answers one question and replaces the current experiment. */
import type { SweepSetup } from "../../experiment/sweep-setup.ts";
import { useActions } from "../parts/context.ts";
import type { SweepParts } from "./sweep-page.ts";

interface Props {
  readonly examples: NonNullable<SweepParts["examples"]>;
  readonly isRunning: boolean;
  readonly onChoose: (setup: SweepSetup) => void;
}

export function Examples({ examples, isRunning, onChoose }: Props) {
  const { choosePreset, pause } = useActions();
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
