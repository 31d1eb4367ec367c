/** The open file's split and rank, the errors in its unit beside baselines, and what can be saved or asked. */
import { useEffect, useId, useState } from "react";
import { fileName, stemOf } from "../../../../store/files/file-name.ts";
import { formatCount, formatDigits } from "../../../../store/format.ts";
import {
  bestColumns,
  cellsOfRun,
  completedFile,
  completeNewRow,
  indexOf,
  judgedBaselines,
  judgedNetworks,
  namesOfRun,
  suggestionsAt,
  type JudgedNetwork,
  type Suggestion,
} from "../../../../store/insight/own-results.ts";
import { shownNetworks, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { downloadBlob } from "../../../code/download.ts";
import { NumberBox } from "../../../controls/inputs/NumberBox.tsx";
import { useMatrix, useMatrixActions } from "../context.ts";
import { Results } from "./Results.tsx";

export function YourData() {
  const run = useMatrix((state) => state.run);
  const name = useMatrix(({ userFile, config }) =>
    userFile && (config.file === "" || userFile.checksum === config.file) ? userFile.name : undefined,
  );
  if (!run || name === undefined || run.config.data !== "file" || run.psnrAtOne !== undefined) return null;
  return (
    <section className="field your-data" aria-label="Your data">
      <Facts run={run} />
      <Decisions />
      {run.validationCount !== undefined && run.recoveryOver === "heldout" && (
        <Found key={run.config.file} run={run} name={name} />
      )}
    </section>
  );
}

function Facts({ run }: { readonly run: LoadedRun }) {
  const { rows, cols, observedCount, validationCount = 0, missingCount = 0 } = run;
  const known = rows * cols - missingCount;
  return (
    <p>
      {formatCount(rows)} × {formatCount(cols)} cells, {formatCount(known)} of them known:{" "}
      {formatCount(observedCount)} train, {formatCount(validationCount)} validate,{" "}
      {formatCount(known - observedCount - validationCount)} test.
    </p>
  );
}

/** Largest share of the known cells that the test may have, in percent. */
const MAX_TEST = 50;

function Decisions() {
  const { observed, rHat, stop, rows, cols } = useMatrix((state) => state.config);
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
      <label className="check">
        <input
          type="checkbox"
          checked={stop === "validation"}
          onChange={({ target }) => change({ stop: target.checked ? "validation" : "none" })}
        />
        Stop at the best validation step
      </label>
    </div>
  );
}

function Found({ run, name }: { readonly run: LoadedRun; readonly name: string }) {
  const networks = judgedNetworks(useMatrix(shownNetworks));
  const isStill = useMatrix(({ status }) => ["paused", "finished", "stopped"].includes(status));
  const baselines = useBaselines(run, isStill);
  const [best] = networks;
  if (!best) return null;
  return (
    <>
      <Results baselines={judgedBaselines(baselines)} networks={networks} />
      {isStill ? (
        <>
          <Saving run={run} name={name} best={best} />
          <Rows run={run} best={best} />
        </>
      ) : (
        <p className="note">Pause, or wait for the end, for the baselines and the completed table.</p>
      )}
    </>
  );
}

/** Computes the baselines once per run, when training rests, because they take the engine's time. */
function useBaselines(run: LoadedRun, isStill: boolean) {
  const { baselines } = useMatrixActions();
  type Known = Awaited<ReturnType<typeof baselines>>;
  const [known, setKnown] = useState<{ readonly of: LoadedRun; readonly values: Known }>();
  const isKnown = known?.of === run;
  useEffect(() => {
    let isCurrent = true;
    const compute = async (): Promise<void> => {
      const values = await baselines();
      if (isCurrent) setKnown({ of: run, values });
    };
    if (isStill && !isKnown) void compute();
    return () => {
      isCurrent = false;
    };
  }, [baselines, run, isStill, isKnown]);
  return (isKnown && known.values) || [];
}

interface OfRun {
  readonly run: LoadedRun;
  readonly best: JudgedNetwork;
}

function Saving({ run, name, best }: OfRun & { readonly name: string }) {
  const { estimateAt, factors, openedFile } = useMatrixActions();
  const [isBusy, setBusy] = useState(false);
  const save = async (what: "completed" | "factors"): Promise<void> => {
    setBusy(true);
    const estimate = await estimateAt(best.id, best.step);
    const file = openedFile();
    const parts = [stemOf(name), what, `step-${best.step}`];
    if (what === "factors") {
      const saved = await factors("now");
      if (saved) downloadBlob(fileName(parts, "npz"), new Blob([saved.bytes]));
    } else if (estimate && file) {
      const { content, ending } = await completedFile(estimate, file, run.config);
      downloadBlob(fileName(parts, ending), new Blob([content]));
    }
    setBusy(false);
  };
  return (
    <div className="your-actions">
      <button type="button" className="primary" disabled={isBusy} onClick={() => void save("completed")}>
        Completed table
      </button>
      <button type="button" disabled={isBusy} onClick={() => void save("factors")}>
        Factors
      </button>
    </div>
  );
}

function Rows({ run, best }: OfRun) {
  const { estimateAt, openedFile } = useMatrixActions();
  const [row, setRow] = useState("");
  const [values, setValues] = useState("");
  const [found, setFound] = useState<readonly Suggestion[] | string>([]);
  const ids = [useId(), useId()];
  const ask = async (isNew: boolean): Promise<void> => {
    const estimate = await estimateAt(best.id, best.step);
    const file = openedFile();
    if (!estimate || !file) return;
    const { rowNames, colNames } = namesOfRun(file, run.config);
    if (isNew) {
      try {
        setFound(completeNewRow(estimate, colNames, values));
      } catch (error) {
        setFound((error as Error).message);
      }
      return;
    }
    const i = indexOf(rowNames, estimate.rows, row.trim());
    const cells = cellsOfRun(file, run.config);
    setFound(
      i < 0 || !cells
        ? `There is no row “${row.trim()}”.`
        : suggestionsAt(estimate, colNames, i, bestColumns(estimate, cells, i)),
    );
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
      {typeof found === "string" ? (
        <p role="alert">{found}</p>
      ) : (
        <ol>
          {found.map(({ name, value }) => (
            <li key={name}>
              {name}: {formatDigits(value, 3)}
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
