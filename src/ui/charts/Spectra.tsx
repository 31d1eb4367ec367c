/** Singular values as they grow: of the product of all factors, all networks in one plot; and of every factor. */
import { shortName } from "../../store/headline.ts";
import type { RunFacts } from "../../store/state.ts";
import { useViews } from "../context.ts";
import { LineSample } from "../LineSample.tsx";
import { layerNames, LOOKS } from "../networks.ts";
import { SpectrumPlot, type SpectrumLine } from "./SpectrumPlot.tsx";

export function Spectra({ run }: { readonly run: RunFacts }) {
  const data = useViews();
  const spectraOf = (id: RunFacts["networks"][number]["id"]) => data.networks.get(id)?.view?.spectra;
  // Factors start at ε.
  const factorLow = 10 ** Math.min(-2, Math.ceil(Math.log10(run.experiment.epsilon)) - 2);
  const endToEnd = run.networks.map(({ id }): SpectrumLine => ({
    name: shortName(id),
    values: spectraOf(id)?.endToEnd ?? [],
    look: LOOKS[id],
  }));
  return (
    <section className="panel spectra" aria-labelledby="spectra-title">
      <h2 id="spectra-title">Spectra: singular values</h2>
      <p className="note">
        Value on a log axis against index, also log. A network learns when its first few values rise.
      </p>
      <div className="spectra-body">
        <div className="end-to-end">
          <h3>End to end: the learned matrix</h3>
          <SpectrumPlot
            label="Singular values of the learned matrix"
            lines={endToEnd}
            size="large"
            low={1e-6}
          />
        </div>
        <div className="factors">
          <h3>Each factor</h3>
          {run.networks.map(({ id, layerShapes }) => {
            const names = layerNames(id, layerShapes.length);
            return (
              <div key={id} className="factor-row">
                <span className="factor-network">
                  <LineSample id={id} />
                  {shortName(id)}
                </span>
                {layerShapes.map(([rows, cols], i) => {
                  const name = names[i] ?? "";
                  return (
                    <figure key={name}>
                      <figcaption>
                        {name} <span>{`${rows}×${cols}`}</span>
                      </figcaption>
                      <SpectrumPlot
                        label={`${shortName(id)}, singular values of ${name}`}
                        lines={[{ name, values: spectraOf(id)?.layers[i] ?? [], look: LOOKS[id] }]}
                        size="small"
                        low={factorLow}
                      />
                    </figure>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
