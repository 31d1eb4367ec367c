/** The singular values of the block's product, and how far its changes leave the first gradient's subspace. */
import { useState } from "react";
import { formatError, subscript } from "../../../store/format.ts";
import { Plot } from "../../charts/Plot.tsx";
import { spectrumChart, type SpectrumLine } from "../../charts/spectrum-chart.ts";
import { InfoTip } from "../../controls/inputs/InfoTip.tsx";
import { usePage, useShownModels } from "../../parts/context.ts";
import { Switch } from "../../parts/Switch.tsx";
import { useBlocks } from "./facts.ts";

type Shown = (typeof VIEWS)[number]["id"];

const VIEWS = [
  { id: "spectrum", name: "Singular values" },
  { id: "leaks", name: "Leaks" },
] as const;

const hasBlock = (id: string): boolean => !id.startsWith("plain");

export function Lower() {
  const [shown, show] = useState<Shown>("spectrum");
  return (
    <section className="panel spectra" aria-label="The block">
      <div className="panel-head spread">
        <Switch label="View of the block" options={VIEWS} chosen={shown} onChoose={show} />
        <div className="chart-info">
          <InfoTip about={shown === "spectrum" ? "these singular values" : "leaks"}>
            {shown === "spectrum" ? (
              <span>
                Singular values of the block’s product. They all start at the scale s to the power of the
                depth. Ten classes lift nine of them. In DLN about as many fall; the chart draws the 30
                largest.
              </span>
            ) : (
              <span>
                How much of the change of each DLN factor lies outside the subspace of the first gradient. The
                compressed blocks are made from that subspace. At 0 % compression loses nothing. Leaks are
                ratios of norms; the sentence below DLN is about squares, which add up to 100 %.
              </span>
            )}
          </InfoTip>
        </div>
      </div>
      {shown === "spectrum" ? <BlockSpectrum /> : <Leaks />}
    </section>
  );
}

/** Number of singular values that are drawn, the largest ones. */
const INDEX_MAX = 30;

function BlockSpectrum() {
  const { looks } = usePage();
  const models = useShownModels();
  const blockOf = useBlocks();
  const views = models.flatMap(({ id }) => {
    const view = blockOf(id);
    return view ? [{ id, view }] : [];
  });
  const lines = views.flatMap(({ id, view }): SpectrumLine[] => {
    const look = looks[id];
    if (!look) return [];
    const { name, colour, width, dash } = look;
    const values = view.spectrum.slice(0, INDEX_MAX);
    return [{ name, values, look: { colour, width: Math.min(2, width), dash } }];
  });
  const floor = views[0]?.view.floor;
  if (floor === undefined)
    return (
      <p className="waiting">
        {models.some(({ id }) => hasBlock(id))
          ? "Waiting for the first singular values."
          : "No network with a block is trained."}
      </p>
    );
  const told = lines.map(({ name, values }) => `${name} ${values.slice(0, 3).map(formatError).join(", ")}`);
  return (
    <Plot
      label="Singular values of the block’s product"
      told={`Largest: ${told.join("; ")}.`}
      chart={spectrumChart({
        lines,
        low: floor / 3,
        marks: [{ y: floor, name: "floor: s to the power of the depth", dash: "5 4" }],
      })}
    />
  );
}

const percent = (fraction: number): string => `${Math.round(100 * fraction)} %`;

function Leaks() {
  const blockOf = useBlocks();
  const leaks = blockOf("dln")?.leaks ?? [];
  if (leaks.length === 0)
    return <p className="waiting">Train the DLN to see how far its factors leave the subspace.</p>;
  return (
    <div className="leaks">
      <ul>
        {leaks.map(({ gradient, random, best }, l) => (
          <li key={l}>
            <span>A{subscript(l + 1)}</span>
            <span
              className="meter"
              role="img"
              aria-label={`${percent(gradient)} outside; a random subspace leaves ${percent(random)}, the best ${percent(best)}`}
            >
              <span className="meter-fill" style={{ width: `${100 * gradient}%` }} />
              <span className="meter-mark random" style={{ left: `${100 * random}%` }} />
              <span className="meter-mark" style={{ left: `${100 * best}%` }} />
            </span>
            <b>{percent(gradient)}</b>
          </li>
        ))}
      </ul>
      <p className="note">
        <span className="leak-key random" /> a random subspace of the same size &nbsp;
        <span className="leak-key" /> the best subspace of this size
      </p>
    </div>
  );
}
