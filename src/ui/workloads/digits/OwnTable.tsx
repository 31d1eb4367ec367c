/** The user's table. It is read and trained on in the browser and is never sent. */
import { counted, formatCount } from "../../../store/format.ts";
import { FILE_LIMITS, quote, readInWorker } from "../../../store/files/data-lab.ts";
import { TABLE_LIMITS } from "../../../store/kinds/digits.ts";
import { OpenFile } from "../../parts/OpenFile.tsx";
import { useWorkload, useWorkloadActions } from "../../workload/context.ts";

export function OpenTable() {
  return (
    <OpenFile
      label="Table with labels"
      accept=".csv,.tsv,.txt"
      read={async (chosen) => {
        const { file, changes } = await readInWorker("table", chosen);
        const { labels, features, classes, labelColumn } = file;
        const content = `${counted(labels.length, "row")}, ${counted(features, "column")} of numbers, ${formatCount(classes.length)} classes in ${quote(labelColumn)}`;
        return { file, changes, content };
      }}
    >
      Open a table…
    </OpenFile>
  );
}

export function OwnTable() {
  const isOpen = useWorkload(({ config }) => config["data"] === "file");
  const { change } = useWorkloadActions();
  return (
    <section className="panel" aria-labelledby="own-title">
      <h2 id="own-title">A table of your own</h2>
      <p>
        Open a CSV file with a column of labels and up to {formatCount(TABLE_LIMITS.columns)} columns of
        numbers, up to {formatCount(TABLE_LIMITS.rows)} rows and at most {FILE_LIMITS.bytes / 2 ** 20} MB. The
        label column is the one named label, class, target or y, otherwise the last one. A fifth of the rows,
        drawn at random, is kept for the test. The file stays on this device.
      </p>
      <div className="ways-on">
        <OpenTable />
        {isOpen && (
          <button type="button" onClick={() => change({ data: "digits", file: "", samples: 4000 })}>
            Back to the digits
          </button>
        )}
      </div>
    </section>
  );
}
