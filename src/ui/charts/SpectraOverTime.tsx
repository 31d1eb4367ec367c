/** Which factor's singular values move, and when: a ridge plot of one factor, chosen. */
import { useState } from "react";
import { SHORT_NAMES } from "../../store/headline.ts";
import type { RunFacts } from "../../store/state.ts";
import { useViews } from "../context.ts";
import { layerNames, LOOKS } from "../networks.ts";
import { RidgePlot } from "./RidgePlot.tsx";

/** Lines of the plot. */
const LINES = 28;

export function SpectraOverTime({ run }: { readonly run: RunFacts }) {
  const data = useViews();
  const choices = run.networks.flatMap(({ id, layerShapes }) => [
    { key: `${id}/f`, id, layer: -1, label: `${SHORT_NAMES[id]}, learned matrix` },
    ...layerNames(id, layerShapes.length).map((name, layer) => ({
      key: `${id}/${name}`,
      id,
      layer,
      label: `${SHORT_NAMES[id]}, ${name}`,
    })),
  ]);
  const [wanted, setWanted] = useState("original/W₁");
  const chosen = choices.find(({ key }) => key === wanted) ?? choices[0];
  const history = chosen && data.networks.get(chosen.id)?.spectra;
  if (!chosen || !history) return null;
  return (
    <section className="panel over-time" aria-labelledby="over-time-title">
      <div className="panel-head">
        <h2 id="over-time-title">Singular values over time</h2>
        <select aria-label="Factor" value={chosen.key} onChange={(event) => setWanted(event.target.value)}>
          {choices.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p className="note">
        A few directions grow one after another; the others stay together at the height of the start.
      </p>
      <RidgePlot
        label={chosen.label}
        records={history.pick(LINES)}
        valuesOf={({ spectra }) =>
          chosen.layer < 0 ? spectra.endToEnd : (spectra.layers[chosen.layer] ?? [])
        }
        colour={LOOKS[chosen.id].colour}
      />
    </section>
  );
}
