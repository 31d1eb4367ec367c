/** The trajectories of all networks, in the directions in which the reference network's trajectory extends most. */
import { Fragment, useMemo } from "react";
import type { Path } from "../../../../../workloads/mf/probes/trajectory.ts";
import { formatCount, formatError } from "../../../../../store/format.ts";
import { shortName, type LoadedRun } from "../../../../../store/kinds/matrix-state.ts";
import { useMatrix, useMatrixViews } from "../../context.ts";
import { Legend } from "../../../../parts/Legend.tsx";
import { LINE_STYLES } from "../../looks.ts";
import { FewProbes } from "../FewProbes.tsx";
import { PathPicture, type Point3 } from "./PathPicture.tsx";
import { ChartTable, tableRows } from "../../../../charts/PlotTools.tsx";
import { ModelSample } from "../../../../parts/LineSample.tsx";

export function PathView({ run }: { readonly run: LoadedRun }) {
  const { path } = useMatrixViews();
  const lookingAt = useMatrix((state) => state.lookingAt);
  const paths = useMemo(
    () =>
      path &&
      run.models.map(({ id }, network) => ({
        id,
        points: path.steps.map((_, i) => tripleAt(path.points[network], i)),
        look: LINE_STYLES[id],
      })),
    [path, run],
  );
  const target = useMemo((): Point3 => tripleAt(path?.target, 0), [path]);
  if (!path || !paths) return <p className="waiting">There is no path yet: it needs a few steps.</p>;
  const reference = run.models[path.reference]?.id ?? "original";
  const shown = Math.max(
    0,
    path.steps.findLastIndex((step) => step <= (lookingAt ?? Infinity)),
  );
  return (
    <>
      <p className="note">
        Each network’s learned matrix moves through a space of {formatCount(run.rows * run.cols)} dimensions.
        Here it is seen in the three directions in which the path of {shortName(reference)} extends most
        (principal components of {formatCount(path.steps.length)} recorded steps,{" "}
        {(path.byteLength / 2 ** 20).toFixed(1)} MB kept); they hold{" "}
        {path.fractions.map((fraction) => `${percent(fraction)} %`).join(" + ")} of that path. Open dots mark
        the start, filled dots the displayed step. Lengths are relative to the target’s norm ‖Φ‖.
      </p>
      <FewProbes run={run} />
      <Legend models={run.models} />
      <PathPicture
        label={`Paths of ${run.models.map(({ id }) => shortName(id)).join(", ")} from the start to the target, in principal components; the table below has the values`}
        paths={paths}
        shown={shown}
        target={target}
      />
      <ul>
        {run.models.map(({ id }, network) =>
          network === path.reference ? null : (
            <li key={id}>{apartText(path, network, shortName(id), shortName(reference))}</li>
          ),
        )}
      </ul>
      <PathTable run={run} path={path} />
    </>
  );
}

/** A network's distance from the reference at the same step: the current one and the largest. */
function apartText({ steps, apart }: Path, network: number, name: string, reference: string): string {
  const distances = Array.from(apart[network] ?? []);
  const most = Math.max(...distances.filter(Number.isFinite));
  return `${name} is ${formatError(distances.at(-1))} from ${reference} at step ${formatCount(steps.at(-1) ?? 0)}, and was ${formatError(most)} from it at step ${formatCount(steps[distances.indexOf(most)] ?? 0)}.`;
}

const percent = (fraction: number): string =>
  (100 * fraction).toFixed(fraction > 0.995 || fraction < 0.1 ? 1 : 0);

/** NaN where there is no point. */
const tripleAt = (values: Float64Array | undefined, i: number): Point3 =>
  [0, 1, 2].map((a) => values?.[3 * i + a] ?? NaN) as unknown as Point3;

/** The trajectories as a table: coordinates, and the distance from the reference at the same step. */
function PathTable({ run, path }: { readonly run: LoadedRun; readonly path: Path }) {
  const heads = run.models.map(({ id }) => (
    <Fragment key={id}>
      <ModelSample id={id} />
      {shortName(id)}
    </Fragment>
  ));
  const rowOf = (i: number) => ({
    name: `${i}`,
    head: formatCount(path.steps[i] ?? 0),
    cells: run.models.map(({ id }, network) => (
      <Fragment key={id}>
        {coordinates(path, network, i)}
        {network !== path.reference && (
          <span className="compared fine">{formatError(path.apart[network]?.[i])} apart</span>
        )}
      </Fragment>
    )),
  });
  return (
    <ChartTable
      label="Values of the paths"
      caption="Coordinates along PC 1, 2, 3 and distance from the reference, relative to ‖Φ‖"
      heads={["step", ...heads]}
      rows={() => tableRows(path.steps.length).map(rowOf)}
    />
  );
}

function coordinates({ points }: Path, network: number, i: number): string {
  return Array.from(points[network]?.subarray(3 * i, 3 * i + 3) ?? [])
    .map((value) => (Number.isFinite(value) ? value.toFixed(3).replace("-", "−") : "–"))
    .join(", ");
}
