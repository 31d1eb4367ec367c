/** How well the theorem holds in this run: the leak, the bulk that only shrinks, the directions that turn. */
import type { Insight } from "../../../../workloads/mf/probes/insight.ts";
import type { Experiment } from "../../../../workloads/mf/config/fields.ts";
import { formatCount, formatError } from "../../../../store/format.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { useMatrixActions, useMatrixViews } from "../context.ts";
import { RowsTable } from "../../../parts/RowsTable.tsx";
import { layerNames, LINE_STYLES } from "../looks.ts";
import { useMemo } from "react";
import { stepsOf, turnedRidge } from "../../../../store/insight/ridge.ts";
import type { SpectrumHistory } from "../../../../store/run/step-history.ts";
import { RidgePlot } from "./RidgePlot.tsx";

/** Smaller leaks are rounding errors. */
const ROUNDING = 1e-4;

export function Subspace({ run }: { readonly run: LoadedRun }) {
  const network = useMatrixViews().models.get("original");
  const { insight, spectra } = network?.view ?? {};
  const reason = whyNot(run.config);
  if (reason) return <p className="waiting">{reason}</p>;
  if (!network || !insight || !spectra) return <p className="waiting">No spectra yet.</p>;
  const { leaks, rho, dimension, angles } = insight;
  return (
    <>
      <section className="insight" aria-labelledby="insight-title">
        <h3 id="insight-title">Does the original stay inside its subspace?</h3>
        <p className="note">{verdict(insight, run.config)}</p>
        <div className="scroller" role="region" aria-label="Invariant subspace" tabIndex={0}>
          <RowsTable
            className="number-table"
            caption={`Subspace of ${formatCount(dimension)} directions in each layer`}
            heads={["", ...layerNames("original", leaks.length)]}
            rows={[
              ["Leak, share of the layer", ...leaks.map(formatError)],
              [
                "Bulk singular values, measured",
                ...spectra.layers.map((sigma) => range(sigma, run.config.rank)),
              ],
              ...(rho ? [["Bulk singular values, predicted (ρ)", ...rho.map(formatError)] as const] : []),
            ]}
          />
        </div>
        {rho === undefined && <WhyGamma run={run} />}
      </section>
      {angles && <Angles history={network.spectra} angles={angles} />}
    </>
  );
}

/** Shown if the compressed network of Yaras et al. is trained too. Explains γ and how to see its effect. */
function WhyGamma({ run }: { readonly run: LoadedRun }) {
  const { change } = useMatrixActions();
  const { gamma } = run.config;
  if (!run.models.some(({ id }) => id === "yaras")) return null;
  return (
    <p className="note">
      {gamma > 0
        ? `The compressed network is confined to the subspace of the start. With γ = ${gamma} its outer factors V and U turn that subspace as the run goes on; with γ = 0 they stand still.`
        : "With γ = 0 the outer factors V and U stand still: the compressed network cannot follow."}{" "}
      <button type="button" onClick={() => change({ gamma: gamma > 0 ? 0 : 3 })}>
        Run it with γ = {gamma > 0 ? 0 : 3}
      </button>
    </p>
  );
}

/** The reason, with a remedy, if the run has no subspace to measure. */
function whyNot({ networks, rows, cols, width, start }: Experiment): string | undefined {
  if (!networks.includes("original"))
    return "This view is about the original network. Choose it under “Networks”.";
  if (rows !== cols || width !== rows)
    return "The theorem is about square layers. Choose a square matrix and the full width to see how far the theorem holds.";
  if (start !== "orthogonal")
    return "The theorem needs an orthogonal start. Choose one under “Start” to see how far the theorem holds.";
  return undefined;
}

function verdict({ leaks, rho }: Insight, { task }: Experiment): string {
  const most = Math.max(...leaks);
  const leak = formatError(most);
  if (rho)
    return most < ROUNDING
      ? `Every entry is seen and the start is orthogonal: the theorem applies, and the largest leak is ${leak} of a layer, a rounding error.`
      : `The theorem applies, yet the largest leak is ${leak} of a layer: more than rounding. Please report this experiment.`;
  if (most < ROUNDING)
    return `The theorem does not cover this experiment, but the subspace holds here too: the largest leak is ${leak} of a layer, a rounding error.`;
  return task === "mf"
    ? `The theorem’s assumptions do not hold here: the largest leak is ${leak} of a layer.`
    : `Not every entry is seen, so the theorem holds only roughly: the largest leak is ${leak} of a layer. That is why the compressed network’s outer factors must learn too (γ > 0).`;
}

/** The singular values r + 1 … d − r of a layer, from smallest to largest. */
function range(sigma: readonly number[], rank: number): string {
  const bulk = sigma.slice(rank, sigma.length - rank);
  const [most, least] = [bulk[0], bulk[bulk.length - 1]];
  if (most === undefined || least === undefined) return "–";
  const [low, high] = [formatError(least), formatError(most)];
  return low === high ? low : `${low} … ${high}`;
}

/** A vector has moved if it has turned by more degrees than this. */
const MOVED = 1;

interface AnglesProps {
  readonly history: SpectrumHistory;
  readonly angles: NonNullable<Insight["angles"]>;
}

/** The angles between each layer's singular vectors and the initial ones, over indices and steps. */
function Angles({ history, angles }: AnglesProps) {
  const { from, to } = stepsOf(turnedRidge(history, 0, "right"));
  return (
    <section aria-labelledby="angles-title">
      <h3 id="angles-title">Which directions move?</h3>
      <p className="note">
        Each line shows how far a layer’s singular vectors have turned since the start, in degrees, from step{" "}
        {from} at the back to step {to} in front. Singular values fall from left to right. At the start they
        are all equal, so the first gradient selects the vectors to compare with: {formatCount(angles.rank)}{" "}
        that grow and {formatCount(angles.rank)} that shrink. All others are compared with the remaining
        space.
      </p>
      <h4>Right singular vectors</h4>
      <Side history={history} angles={angles} side="right" />
      <h4>Left singular vectors</h4>
      <Side history={history} angles={angles} side="left" />
    </section>
  );
}

function Side({ history, angles, side }: AnglesProps & { readonly side: "left" | "right" }) {
  const { version } = history;
  const names = layerNames("original", angles.layers.length);
  const ridges = useMemo(
    () => angles.layers.map((_, layer) => turnedRidge(history, layer, side)),
    // oxlint-disable-next-line react/exhaustive-deps -- the history is filled in place, and `version` changes with it
    [history, angles.layers.length, side, version],
  );
  return (
    <div className="ridges">
      {ridges.map((ridge, layer) => {
        const title = `${names[layer]}: ${movedText(angles.layers[layer]?.[side] ?? [], ridge.count)}`;
        return (
          <RidgePlot
            key={names[layer]}
            title={title}
            label={`Angles of ${side} singular vectors, ${title}`}
            ridge={ridge}
            most={90}
            unit="°"
            colour={LINE_STYLES.original.colour}
          />
        );
      })}
    </div>
  );
}

/** Says how many vectors have turned. Vectors count only if they were measured and float32 determines them. */
function movedText(degrees: readonly number[], count: number): string {
  const known = degrees.filter((angle) => !Number.isNaN(angle));
  if (known.length === 0) return "not determined yet";
  const moved = formatCount(known.filter((angle) => angle > MOVED).length);
  const measured = formatCount(known.length);
  if (known.length < degrees.length) return `${moved} of ${measured} that can be told apart have turned`;
  return degrees.length === count
    ? `${moved} of ${measured} have turned`
    : `${moved} of ${measured} measured have turned`;
}
