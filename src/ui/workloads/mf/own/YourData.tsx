/** The open file: what trains, its split and rank, the errors in its unit beside baselines, and what can be saved or asked. */
import { formatRmse, judgedNetworks, type JudgedNetwork } from "../../../../store/run/judged.ts";
import { useEffect, useId, useState } from "react";
import type { Experiment } from "../../../../workloads/mf/config/fields.ts";
import { leftOut } from "../../../../store/files/data-lab.ts";
import { formatCount } from "../../../../store/format.ts";
import {
  bestOfNewRow,
  bestOfRow,
  cellsOfRun,
  indexOf,
  namesOfRun,
  NO_COLUMN,
  NO_ESTIMATE,
  readNewRow,
  type Suggestion,
  comparedText,
  judgedBaselines,
} from "../../../../store/insight/own-results.ts";
import { shownNetworks, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { NumberBox } from "../../../controls/inputs/NumberBox.tsx";
import { useOutdated } from "../../../parts/context.ts";
import { NARROW, useMedia } from "../../../parts/use-media.ts";
import { openView } from "../../../parts/open.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { IMPORT_VIEW, useChosenFile } from "../import/chosen-file.ts";
import { FindRank } from "./FindRank.tsx";
import { Saving } from "./Saving.tsx";
import {
  forgetFile,
  keepFile,
  keptFile,
  MAX_KEPT_BYTES,
  notKept,
} from "../../../../store/files/kept-file.ts";
import { CheckBox } from "../../../parts/CheckBox.tsx";
import { LINE_STYLES } from "../looks.ts";
import { RowsTable } from "../../../parts/RowsTable.tsx";

/** On a narrow page, it opens below one line. */
export function YourData() {
  const isNarrow = useMedia(NARROW);
  const name = useMatrix(({ userFile }) => userFile?.name);
  if (!isNarrow)
    return (
      <section className="your-data" aria-label="Your data">
        <h2>Your data</h2>
        <Panel />
      </section>
    );
  return (
    <details className="your-data box">
      <summary>Your data: {name}</summary>
      <Panel />
    </details>
  );
}

function Panel() {
  const userFile = useMatrix((state) => state.userFile);
  const run = useMatrix((state) => state.run);
  const config = useMatrix((state) => state.config);
  if (!userFile) return null;
  const isOwn = run?.config.data === "file" && run.config.file === config.file;
  const isTable = run?.psnrAtOne === undefined;
  const omitted = leftOut(userFile, config);
  return (
    <>
      <p>
        <strong>{userFile.name}</strong>, {formatCount(userFile.rows)} × {formatCount(userFile.cols)}{" "}
        <button type="button" aria-haspopup="dialog" onClick={() => openView(IMPORT_VIEW)}>
          Part and size…
        </button>
      </p>
      {isOwn && isTable && <Facts run={run} />}
      <KeepFile key={userFile.checksum} checksum={userFile.checksum} />
      {omitted !== undefined && <p className="note">{omitted}</p>}
      {isOwn && isTable && <Decisions key={config.file} config={config} />}
      {isOwn && isTable && run.config.task === "mc" && <Outcome run={run} />}
    </>
  );
}

function Facts({ run }: { readonly run: LoadedRun }) {
  const { rows, cols, observedCount, validationCount = 0, missingCount = 0 } = run;
  const known = rows * cols - missingCount;
  return (
    <p>
      {formatCount(known)} of {formatCount(rows * cols)} cells are known: {formatCount(observedCount)} train,{" "}
      {formatCount(validationCount)} validate, {formatCount(known - observedCount - validationCount)} test.
    </p>
  );
}

/** Largest share of the known cells that the test may have, in percent. */
const MAX_TEST = 50;

function Decisions({ config }: { readonly config: Experiment }) {
  const { observed, rHat, stop, rows, cols } = config;
  const { change } = useMatrixActions();
  const [test, rank] = [useId(), useId()];
  return (
    <div className="your-decisions">
      <label htmlFor={test}>Test cells, %</label>
      <NumberBox
        id={test}
        integer={false}
        value={Number((100 * (1 - observed)).toFixed(1))}
        min={0}
        max={MAX_TEST}
        because="more than half would leave too few to learn from"
        onCommit={(percent) => change({ observed: Number((1 - percent / 100).toFixed(4)) })}
      />
      <label htmlFor={rank}>Compression rank r̂</label>
      <NumberBox
        id={rank}
        integer
        value={rHat}
        min={1}
        max={Math.floor(Math.min(rows, cols) / 2)}
        because="2r̂ directions must fit into the matrix"
        onCommit={(value) => change({ rHat: value })}
      />
      <FindRank key={`${config.observed} ${config.validation} ${config.seed}`} config={config} />
      <CheckBox
        checked={stop === "validation"}
        onChange={(on) => change({ stop: on ? "validation" : "none" })}
      >
        Stop at the best validation step
      </CheckBox>
    </div>
  );
}

/** The errors and what can be saved or asked, or why there is nothing of it. */
export function Outcome({ run }: { readonly run: LoadedRun }) {
  const isBusy = useOutdated();
  if (run.validationCount === undefined || run.recoveryOver !== "heldout")
    return (
      <p className="note">
        Errors, baselines and the completed table need cells that no network trains on. Hold some out as a
        test, and some of the others for validation.
      </p>
    );
  return (
    <div aria-busy={isBusy}>
      <Found key={run.config.file} run={run} />
    </div>
  );
}

/** Errors on the test cells in the data's unit: baselines, and networks at their best validation steps. */
function Found({ run }: { readonly run: LoadedRun }) {
  const networks = judgedNetworks(useMatrix(shownNetworks));
  const isStill = useMatrix(({ status }) => ["paused", "finished", "stopped"].includes(status));
  const baselines = useBaselines(run, isStill);
  const [best] = networks;
  if (!best) return null;
  const known = judgedBaselines(baselines ?? []);
  const rows = [
    ...known.map((baseline) => ({ ...baseline, colour: undefined })),
    ...networks.map((network) => ({
      ...network,
      name: `${network.name}, step ${formatCount(network.step)}`,
      colour: LINE_STYLES[network.id].colour,
    })),
  ];
  const least = Math.min(...rows.map(({ rmse }) => rmse));
  return (
    <>
      <RowsTable
        className="number-table"
        caption="Errors on the test cells, in the data’s unit"
        heads={["Estimate", "RMSE", "MAE"]}
        rows={rows.map(({ name, rmse, mae, colour }) => ({
          name,
          head: <span style={{ color: colour }}>{name}</span>,
          cells: [formatRmse(rmse), formatRmse(mae)],
          className: rmse === least ? "best" : undefined,
        }))}
      />
      {known.length > 0 && <p>{comparedText(known, networks)}</p>}
      {isStill && !baselines && (
        <p className="note" role="status">
          The page computes the baselines on the same cells…
        </p>
      )}
      {isStill ? (
        <>
          <Saving run={run} {...best} />
          <Rows run={run} best={best} />
        </>
      ) : (
        <p className="note">Pause, or wait for the end, for the baselines and the completed table.</p>
      )}
    </>
  );
}

/** Computes the baselines once per run, when training rests, because they take the engine's time. Undefined until then. */
function useBaselines(run: LoadedRun, isStill: boolean) {
  const { baselines } = useMatrixActions();
  type Known = NonNullable<Awaited<ReturnType<typeof baselines>>>;
  const [known, setKnown] = useState<{ readonly of: LoadedRun; readonly values: Known }>();
  const isKnown = known?.of === run;
  useEffect(() => {
    let isCurrent = true;
    const compute = async (): Promise<void> => {
      const values = await baselines().catch(() => []);
      if (isCurrent) setKnown({ of: run, values: values ?? [] });
    };
    if (isStill && !isKnown) void compute();
    return () => {
      isCurrent = false;
    };
  }, [baselines, run, isStill, isKnown]);
  return isKnown ? known.values : undefined;
}

function Rows({ run, best }: { readonly run: LoadedRun; readonly best: JudgedNetwork }) {
  const { estimateAt, openedFile } = useMatrixActions();
  const [row, setRow] = useState("");
  const [values, setValues] = useState("");
  const [found, setFound] = useState<
    { readonly title: string; readonly list: readonly Suggestion[] } | string
  >();
  const ids = [useId(), useId()];
  const ask = async (isNew: boolean): Promise<void> => {
    try {
      const estimate = await estimateAt(best.id, best.step);
      const file = openedFile();
      if (!estimate || !file) throw new Error(NO_ESTIMATE);
      const { rowNames, colNames } = namesOfRun(file.matrix, run.config);
      const i = indexOf(rowNames, estimate.rows, row.trim());
      if (!isNew && i < 0) throw new Error(`There is no row “${row.trim()}”.`);
      const list = isNew
        ? bestOfNewRow(estimate, readNewRow(values, colNames, estimate.cols), colNames)
        : bestOfRow(estimate, cellsOfRun(file.matrix, run.config), colNames, i);
      const title = isNew ? "the new row" : rowNames ? `row “${row.trim()}”` : `row ${row.trim()}`;
      setFound(list.length > 0 ? { title, list } : NO_COLUMN);
    } catch (error) {
      setFound((error as Error).message);
    }
  };
  return (
    <details>
      <summary>Best columns for a row</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask(false);
        }}
      >
        <label htmlFor={ids[0]}>Row, by name or number</label>
        <input id={ids[0]} value={row} onChange={({ target }) => setRow(target.value)} />
        <button type="submit">Show</button>
      </form>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask(true);
        }}
      >
        <label htmlFor={ids[1]}>Or a new row: a column and its value per line</label>
        <textarea id={ids[1]} rows={3} value={values} onChange={({ target }) => setValues(target.value)} />
        <button type="submit">Complete it</button>
      </form>
      <p role="alert">{typeof found === "string" && found}</p>
      {typeof found === "object" && (
        <>
          <p className="note">The largest estimates for {found.title}, without the columns that it has:</p>
          <ol>
            {found.list.map(({ name, value }) => (
              <li key={name}>
                {name}: {formatRmse(value)}
              </li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}

function KeepFile({ checksum }: { readonly checksum: string }) {
  const { used: file } = useChosenFile();
  const [isKept, setKept] = useState(false);
  const [failed, setFailed] = useState("");
  const [isBusy, setBusy] = useState(true);
  useEffect(() => {
    const look = async (): Promise<void> => {
      setKept((await keptFile(checksum)) !== undefined);
      setBusy(false);
    };
    void look();
  }, [checksum]);
  if (!file) return null;
  if (file.size > MAX_KEPT_BYTES)
    return (
      <p className="note">
        The browser does not keep files above {MAX_KEPT_BYTES / 2 ** 20} MB. Choose the file again at the next
        visit.
      </p>
    );
  const keep = async (wanted: boolean): Promise<void> => {
    setKept(wanted);
    setFailed("");
    setBusy(true);
    try {
      await (wanted ? keepFile({ checksum, file }) : forgetFile());
    } catch (error) {
      setKept(false);
      setFailed(notKept(error));
    }
    setBusy(false);
  };
  return (
    <>
      <CheckBox checked={isKept} disabled={isBusy} onChange={(on) => void keep(on)}>
        Keep the file in this browser for the next visit
      </CheckBox>
      <p role="alert">{failed}</p>
    </>
  );
}
