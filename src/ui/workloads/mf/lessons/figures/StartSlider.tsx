/**
 * Trains depth 2 from smaller and smaller initializations: one run for each slider position, with all results
 * side by side.
 */
import { useState } from "react";
import { repairExperiment } from "../../../../../workloads/mf/config/changes.ts";
import type { Outcome } from "../../../../../store/kinds/matrix-state.ts";
import { formatError } from "../../../../../store/format.ts";
import { useLesson } from "../../../../lessons/parts/lesson-context.ts";
import { useMatrixOutcome, recoveryOf, whenTo } from "../read.ts";
import { RunIt } from "../../../../lessons/parts/Text.tsx";
import { Slider } from "../../../../lessons/parts/Slider.tsx";

/** `setups` must be in the order of falling ε_s. */
export function StartSlider({ setups }: { readonly setups: readonly string[] }) {
  const [place, setPlace] = useState(setups.length - 1);
  const all = useLesson().setups;
  const epsilonOf = (setup: string): string => {
    const { shallowEpsilon } = repairExperiment(all[setup]?.fields ?? {}).config;
    return formatError(shallowEpsilon);
  };
  const chosen = setups[place] ?? "";
  return (
    <div className="stack tight">
      <Slider
        label={
          <>
            Initial scale of depth 2: ε<sub>s</sub> = {epsilonOf(chosen)}
          </>
        }
        min={0}
        max={setups.length - 1}
        value={place}
        valueText={epsilonOf(chosen)}
        onChange={setPlace}
      />
      <RunIt key={chosen} setup={chosen} />
      <div className="scroller" role="region" aria-label="Your runs" tabIndex={0}>
        <table className="number-table">
          <caption>Recovery errors of your runs</caption>
          <thead>
            <tr>
              <th scope="col">
                ε<sub>s</sub>
              </th>
              <th scope="col">depth 2</th>
              <th scope="col">1e-2 at</th>
              <th scope="col">depth 3</th>
            </tr>
          </thead>
          <tbody>
            {setups.map((setup) => (
              <Row key={setup} epsilon={epsilonOf(setup)} setup={setup} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ epsilon, setup }: { readonly epsilon: string; readonly setup: string }) {
  const outcome = useMatrixOutcome(setup);
  const cell = (read: (outcome: Outcome) => string): string => (outcome ? read(outcome) : "–");
  return (
    <tr>
      <th scope="row">{epsilon}</th>
      <td>{cell((one) => formatError(recoveryOf(one, "shallow")))}</td>
      <td>{cell((one) => whenTo(one, "shallow", "1e-2"))}</td>
      <td>{cell((one) => formatError(recoveryOf(one, "original")))}</td>
    </tr>
  );
}
