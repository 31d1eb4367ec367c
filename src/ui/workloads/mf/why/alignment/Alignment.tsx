/** When a network finds the target's principal components: the cosines between singular vectors over steps. */
import { Fragment, useState, useMemo } from "react";
import {
  type Side,
  alignmentMap,
  FOUND,
  foundAt,
  ofOuter,
  ofProduct,
  seriesOf,
  type AlignmentSeries,
} from "../../../../../store/insight/alignment.ts";
import { formatTick } from "../../../../charts/axes.ts";
import type { MatrixData } from "../../../../../store/kinds/matrix-data.ts";
import { type LoadedRun, shortName } from "../../../../../store/kinds/matrix-state.ts";
import { useMatrixViews } from "../../context.ts";
import { ModelSample } from "../../../../parts/LineSample.tsx";
import { LINE_STYLES, layerNames } from "../../looks.ts";
import { FewProbes } from "../FewProbes.tsx";
import { curveOf, overSteps } from "../../../../charts/chart.ts";
import { Plot } from "../../../../charts/Plot.tsx";
import { Select } from "../../../../parts/Select.tsx";
import { formatCount, subscript } from "../../../../../store/format.ts";
import { ChartTable, tableRows } from "../../../../charts/PlotTools.tsx";
import { FRACTION_COLOURS, fractionPixels } from "../../../../../store/pins/legend.ts";
import { Scale } from "../../pictures/ColourScale.tsx";
import { PixelCanvas } from "../../../../diagram/PixelCanvas.tsx";
import type { NetworkName } from "../../../../../workloads/mf/config/fields.ts";

export function Alignment({ run }: { readonly run: LoadedRun }) {
  const data = useMatrixViews();
  const [wanted, setWanted] = useState(0);
  const count = componentsOf(run, data);
  const component = Math.min(wanted, count - 1);
  if (count === 0) return <p className="waiting">No singular vectors have been recorded yet.</p>;
  const lines = linesOf(run, data, component);
  const lastStep = Math.max(...lines.map(({ left }) => left.steps.at(-1) ?? 0));
  const { first, last } = outerNames(run);
  // The table has the left and the right vector of each network at a few steps.
  const steps = lines[0]?.left.steps ?? [];
  const [u, v] = [symbolOf("left", component), symbolOf("right", component)];
  const heads = lines.map(({ id, name, isOuter }) => (
    <Fragment key={name}>
      <ModelSample id={id} faint={isOuter} />
      {name}
    </Fragment>
  ));
  const rowOf = (i: number) => ({
    name: `${i}`,
    head: formatCount(steps[i] ?? 0),
    cells: lines.map(
      ({ left, right }) => `${formatCosine(left.values[i])}, ${formatCosine(right.values[i])}`,
    ),
  });
  return (
    <>
      <div className="why-head spread">
        <p className="note">
          How far singular vectors of each network’s learned matrix have turned towards the singular vectors
          of the target Φ: |⟨uᵢ(t), uᵢ*⟩| is 1 if two vectors are the same, and about {chanceOf(run)} for two
          random directions. Faint lines: u of {last} and v of {first} of the original, as Kwon et al. draw
          them. Vectors that float32 cannot tell apart, as at the start, are left out. If two singular values
          nearly agree, as in a Gaussian target, their vectors mix and change places.
        </p>
        {count > 1 && (
          <Select
            aria-label="Principal component"
            options={Array.from({ length: count }, (_, i) => ({ id: `${i}`, name: `component ${i + 1}` }))}
            chosen={`${component}`}
            onChoose={(id) => setWanted(Number(id))}
          />
        )}
      </div>
      <FewProbes run={run} />
      <ul className="legend">
        {lines.map(({ id, name, isOuter }) => (
          <li key={name} className="item">
            <ModelSample id={id} faint={isOuter} />
            {name}
          </li>
        ))}
      </ul>
      <div className="chart-pair grid">
        {(["left", "right"] as const).map((side) => {
          const symbol = symbolOf(side, component);
          const curves = lines.map(({ id, name, isOuter, ...series }) => {
            const { colour, dash, width } = LINE_STYLES[id];
            const look = isOuter ? { colour, dash: "2 3", width: 1.25 } : { colour, dash, width };
            return curveOf(name, look, series[side].steps, series[side].values);
          });
          return (
            <figure key={side}>
              <figcaption>{`|⟨${symbol}(t), ${symbol}*⟩|`}</figcaption>
              <Plot
                label={`Alignment of ${symbol} with the target’s over steps; the table below has the values`}
                chart={overSteps(curves, lastStep, { domain: [0, 1], format: formatTick }, symbol)}
              />
            </figure>
          );
        })}
      </div>
      <ul>
        {lines.map((line) => (
          <li key={line.name}>{foundText(line, component)}</li>
        ))}
      </ul>
      <ChartTable
        label="Values of the alignment"
        caption={`|⟨${u}(t), ${u}*⟩| and |⟨${v}(t), ${v}*⟩|`}
        heads={["step", ...heads]}
        rows={() => tableRows(steps.length).map(rowOf)}
      />
      {count > 1 && <AlignmentMaps run={run} lastStep={lastStep} />}
    </>
  );
}

function componentsOf(run: LoadedRun, data: MatrixData): number {
  const [first] = run.models.flatMap(({ id }) => data.models.get(id)?.alignment.records[0] ?? []);
  return first?.alignment.left.length ?? 0;
}

/** Mean |cosine| of two random directions in d dimensions: √(2/πd). */
const chanceOf = ({ rows, cols }: LoadedRun): string =>
  Math.sqrt(2 / (Math.PI * Math.min(rows, cols))).toFixed(2);

const COLUMNS = 96;

/** All components of each network at once, to show which were found first. */
function AlignmentMaps({ run, lastStep }: { readonly run: LoadedRun; readonly lastStep: number }) {
  return (
    <section aria-labelledby="components-title">
      <h3 id="components-title">All components, one below the other</h3>
      <div className="why-head spread">
        <p className="note">
          Left vectors u, from step 0 on the left to step {formatCount(lastStep)} on the right.
        </p>
        <Scale name="|cosine|" pixels={FRACTION_COLOURS} marks={["0", "1"]} />
      </div>
      <div className="ridges">
        {run.models.map(({ id }) => (
          <ComponentMap key={id} id={id} lastStep={lastStep} />
        ))}
      </div>
    </section>
  );
}

function ComponentMap({ id, lastStep }: { readonly id: NetworkName; readonly lastStep: number }) {
  const history = useMatrixViews().models.get(id)?.alignment;
  const version = history?.version;
  const rows = useMemo(
    () => (history ? alignmentMap(history, "left", lastStep, COLUMNS) : []),
    // oxlint-disable-next-line react/exhaustive-deps -- the history is filled in place, and `version` changes with it
    [history, lastStep, version],
  );
  const pixels = useMemo(() => fractionPixels(rows.flat()), [rows]);
  if (!history) return null;
  const found = rows.filter((row) => (row.at(-1) ?? 0) >= FOUND).length;
  return (
    <figure className="alignment-map">
      <figcaption className="item">
        <ModelSample id={id} />
        {shortName(id)}
      </figcaption>
      <PixelCanvas
        label={`${shortName(id)}: ${formatCount(found)} of ${formatCount(rows.length)} components above ${FOUND} at step ${formatCount(lastStep)}`}
        rows={rows.length}
        cols={COLUMNS}
        pixels={pixels}
      />
    </figure>
  );
}

/** A line of the alignment charts: one per network, and one for the original's outer layers. */
interface AlignmentLine {
  readonly id: NetworkName;
  readonly name: string;
  /** True for the original's outer layers, false for its learned matrix. */
  readonly isOuter: boolean;
  readonly left: AlignmentSeries;
  readonly right: AlignmentSeries;
}

function linesOf(run: LoadedRun, data: MatrixData, component: number): AlignmentLine[] {
  return run.models.flatMap(({ id }) => {
    const history = data.models.get(id)?.alignment;
    if (!history) return [];
    const series = (cosine: typeof ofProduct) => ({
      left: seriesOf(history, cosine(component, "left")),
      right: seriesOf(history, cosine(component, "right")),
    });
    const own = { id, name: shortName(id), isOuter: false, ...series(ofProduct) };
    if (id !== "original") return [own];
    const { first, last } = outerNames(run);
    const name = `${shortName(id)}, ${last} and ${first}`;
    return [own, { id, name, isOuter: true, ...series(ofOuter) }];
  });
}

/** The names of W_1 and W_L. */
function outerNames({ config }: LoadedRun): { readonly first: string; readonly last: string } {
  const names = layerNames("original", config.depth);
  return { first: names[0] ?? "", last: names.at(-1) ?? "" };
}

/** The symbol of a singular vector: u₁ … u₈, v₁ … v₈. */
const symbolOf = (side: Side, component: number): string =>
  `${side === "left" ? "u" : "v"}${subscript(component + 1)}`;

const formatCosine = (value: number | undefined): string =>
  value !== undefined && Number.isFinite(value) ? value.toFixed(3) : "–";

/** The step from which both vectors are found, or their current cosines. */
export function foundText({ name, left, right }: AlignmentLine, component: number): string {
  const [u, v] = [symbolOf("left", component), symbolOf("right", component)];
  const [leftAt, rightAt] = [foundAt(left), foundAt(right)];
  if (!leftAt || !rightAt)
    return `${name}: ${u} at ${formatCosine(left.values.at(-1))} and ${v} at ${formatCosine(right.values.at(-1))} now.`;
  const { after, by } = leftAt.by > rightAt.by ? leftAt : rightAt;
  const found = `${name}: ${u} and ${v} stay above ${FOUND} from step ${formatCount(by)} on`;
  return after === undefined || by - after === 1
    ? `${found}.`
    : `${found}, or from a step after ${formatCount(after)}: no probe was taken in between.`;
}
