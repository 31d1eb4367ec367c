/** Compares another network with the original on the same seeds, one by one, so that lucky seeds favour neither. */
import { useMemo, useState } from "react";
import { formatCount } from "../../../../store/format.ts";
import { shortName, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { pairedRows, pairedTable, type PairedRow } from "../../../../store/insight/paired.ts";
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import { yAxis } from "../../../charts/axes.ts";
import { curveOf, overSteps } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { downloadText } from "../../../code/download.ts";
import { useMatrixActions, useMatrixRun } from "../context.ts";
import { LINE_STYLES } from "../looks.ts";
import { Select } from "../../../parts/Select.tsx";
import { RowsTable } from "../../../parts/RowsTable.tsx";

const CHART_ROWS = 150;
const TABLE_ROWS = 10;
/** This many seeds are enough to see a spread. */
const SOME_SEEDS = 8;

export function Seeds({ run }: { readonly run: LoadedRun }) {
  const { change } = useMatrixActions();
  const others = run.models.filter(({ id }) => id !== "original");
  const [wanted, setWanted] = useState(others[0]?.id);
  const chosen = others.find(({ id }) => id === wanted) ?? others[0];
  if (run.config.seeds === 1)
    return (
      <p className="waiting">
        One seed cannot show how much chance matters.{" "}
        <button type="button" onClick={() => change({ seeds: SOME_SEEDS })}>
          Train {SOME_SEEDS} seeds together
        </button>
      </p>
    );
  if (!chosen || others.length === run.models.length)
    return (
      <p className="waiting">
        This view compares the original with another network. Choose both under “Networks”.
      </p>
    );
  return (
    <>
      <div className="why-head spread">
        <p className="note">
          log₁₀ of the original’s recovery error minus log₁₀ of the other network’s, seed by seed. Above 0 the
          other network is better; 1 is a factor of ten. Thick line: mean. Band: one standard deviation over
          seeds. Thin lines: each seed.
        </p>
        <Select
          aria-label="Network"
          options={others.map(({ id }) => ({ id, name: shortName(id) }))}
          chosen={chosen.id}
          onChoose={setWanted}
        />
      </div>
      <Paired key={chosen.id} run={run} id={chosen.id} />
    </>
  );
}

function Paired({ run, id }: { readonly run: LoadedRun; readonly id: NetworkName }) {
  const { data, state } = useMatrixRun();
  const { version } = state;
  const [original, other] = [data.models.get("original")?.seeds, data.models.get(id)?.seeds];
  const rows = useMemo(
    () => (original && other ? pairedRows(original, other, CHART_ROWS) : []),
    // oxlint-disable-next-line react/exhaustive-deps -- the series are filled in place, and `version` changes with them
    [original, other, version],
  );
  const last = rows.at(-1);
  if (!last) return <p className="waiting">No steps yet.</p>;
  const download = async (): Promise<void> => {
    const { default: papa } = await import("papaparse");
    downloadText("paired-difference.csv", "text/csv", papa.unparse(pairedTable(rows, run.config.seed)));
  };
  const few = original && other ? pairedRows(original, other, TABLE_ROWS) : [];
  const [head = [], ...body] = pairedTable(few, run.config.seed);
  const { name, colour } = LINE_STYLES[id];
  const xs = rows.map(({ step }) => step);
  const low = rows.map(({ mean, sd }) => mean - sd);
  const high = rows.map(({ mean, sd }) => mean + sd);
  const seeds = (rows[0]?.bySeed ?? []).map((_, b) => ({
    key: `${b}`,
    ys: rows.map(({ bySeed }) => bySeed[b] ?? NaN),
    look: { colour, width: 1, opacity: 0.5 },
  }));
  const mean = rows.map((row) => row.mean);
  const curve = { ...curveOf(name, { colour, width: 3 }, xs, mean), low, high, thin: seeds };
  const most = Math.max(
    0.1,
    ...[...low, ...high, ...seeds.flatMap(({ ys }) => ys)].map(Math.abs).filter(Number.isFinite),
  );
  return (
    <>
      <p>{verdict(last, shortName(id))}</p>
      <Plot
        label={`Paired difference of log₁₀ error, original minus ${name}, over steps; the table below has the values`}
        chart={{
          ...overSteps(
            [curve],
            xs.at(-1) ?? 0,
            yAxis("linear", [-most, most], formatDifference),
            "mean difference",
          ),
          format: formatDifference,
        }}
      />
      <div className="scroller" role="region" aria-label="Paired difference" tabIndex={0}>
        <RowsTable
          className="number-table"
          caption={`log₁₀ error of the original minus log₁₀ error of ${shortName(id)}`}
          heads={head.map(String)}
          rows={body.map(([step, ...values]) => [
            formatCount(Number(step)),
            ...values.map((value) => formatDifference(Number(value))),
          ])}
        />
      </div>
      <p>
        <button type="button" onClick={() => void download()}>
          Download as CSV
        </button>
      </p>
    </>
  );
}

function formatDifference(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value).toFixed(3);
  return value < 0 && Number(digits) > 0 ? `−${digits}` : digits;
}

/** The result at the last step: which network is better, on how many seeds, and by how much. */
function verdict({ step, bySeed, mean, sd }: PairedRow, name: string): string {
  const better = bySeed.filter((difference) => difference > 0).length;
  return `At step ${formatCount(step)}, ${name} has the smaller error on ${better} of ${formatCount(bySeed.length)} seeds; mean difference ${formatDifference(mean)}, sd ${formatDifference(sd)}.`;
}
