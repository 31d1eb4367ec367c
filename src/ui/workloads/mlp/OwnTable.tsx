/** A table of a person's own: read here, trained on here, sent nowhere. */
import { useState } from "react";
import { sha256 } from "../../../math/sha256.ts";
import { formatCount } from "../../../store/format.ts";
import { parseLabelledTable, TABLE_LIMITS, type LabelledTable } from "../../../workloads/mlp/table.ts";
import { FileButton } from "../../FileButton.tsx";
import { useWorkload, useWorkloadActions } from "../context.ts";

/** Bytes of the largest table that is read. */
const BYTES_MAX = 64 * 2 ** 20;

/** The button, and what came of the file. */
export function OpenTable() {
  const { provide } = useWorkloadActions();
  const [said, say] = useState<{ readonly text: string; readonly isError?: boolean }>();
  const read = async (file: File): Promise<void> => {
    try {
      if (file.size > BYTES_MAX) throw new Error("The file is larger than 64 MB. Leave rows out.");
      const bytes = new Uint8Array(await file.arrayBuffer());
      const table: LabelledTable = parseLabelledTable(new TextDecoder().decode(bytes));
      const rows = table.labels.length;
      say({
        text: `${file.name}: ${formatCount(rows)} rows, ${formatCount(table.features)} columns of numbers, ${formatCount(table.classes.length)} classes in “${table.labelColumn}”.`,
      });
      provide(table, {
        data: "file",
        file: sha256(bytes).slice(0, 16),
        samples: Math.max(2, Math.floor(0.8 * rows)),
      });
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
