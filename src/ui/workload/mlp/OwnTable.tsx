/** A table of a person's own: read here, trained on here, sent nowhere. */
import { useState } from "react";
import { formatCount } from "../../../store/format.ts";
import { readTable, TABLE_LIMITS } from "../../../store/workload/mlp.ts";
import { FileButton } from "../../parts/FileButton.tsx";
import { useWorkload, useWorkloadActions } from "../context.ts";

/** The button, and what came of the file. */
export function OpenTable() {
  const { provide } = useWorkloadActions();
  const [said, say] = useState<{ readonly text: string; readonly isError?: boolean }>();
  const read = async (file: File): Promise<void> => {
    try {
      const { table, changes } = readTable(new Uint8Array(await file.arrayBuffer()));
      const { labels, features, classes, labelColumn } = table;
      say({
        text: `${file.name}: ${formatCount(labels.length)} rows, ${formatCount(features)} columns of numbers, ${formatCount(classes.length)} classes in “${labelColumn}”.`,
      });
      provide(table, changes);
    } catch (error) {
      say({ text: error instanceof Error ? error.message : String(error), isError: true });
    }
  };
  return (
    <>
      <FileButton label="Table with labels" accept=".csv,.tsv,.txt" onChoose={(file) => void read(file)}>
        Open a table…
      </FileButton>
      {said && (
        <p role={said.isError ? "alert" : "status"} className={said.isError ? "warning" : "note"}>
          {said.text}
        </p>
      )}
    </>
  );
}

export function OwnTable() {
  const isOpen = useWorkload(({ config }) => config["data"] === "file");
  const { change } = useWorkloadActions();
  return (
    <section className="panel" aria-labelledby="own-title">
      <h2 id="own-title">A table of your own</h2>
      <p>
        A CSV file with a column of labels (named label, class, target or y, else the last) and up to{" "}
        {formatCount(TABLE_LIMITS.columns)} columns of numbers. Every fifth row, drawn at random, is kept for
        the test. The file stays on this device.
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
