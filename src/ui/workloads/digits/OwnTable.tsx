/** The user's table. It is read and trained on in the browser and is never sent. */
import { classCounts, countClasses, shortName } from "../../parts/class-counts.ts";
import { counted, formatCount } from "../../../store/format.ts";
import { FILE_LIMITS, quote, readInWorker } from "../../../store/files/data-lab.ts";
import { TABLE_LIMITS, testRows, splitRows } from "../../../store/kinds/digits.ts";
import { InfoHead } from "../../controls/inputs/InfoTip.tsx";
import { OpenFile } from "../../parts/OpenFile.tsx";
import { useActions, usePlayground } from "../../parts/context.ts";

export function OpenTable({ children = "Open a table…" }: { readonly children?: string }) {
  return (
    <OpenFile
      label="Table with labels"
      accept=".csv,.tsv,.txt"
      read={async (chosen) => {
        const { file, changes } = await readInWorker("table", chosen);
        const { labels, features, classes, labelColumn } = file;
        const { text, rest } = classCounts("row", labels, classes);
        const tested = testRows(labels.length);
        return {
          file,
          changes,
          content: () =>
            `${text} of ${quote(labelColumn)}, ${counted(features, "column")} of numbers. ${formatCount(tested)} rows are kept for the test.${scarceText(labels, classes)}${rest}`,
        };
      }}
    >
      {children}
    </OpenFile>
  );
}

export function OwnTable() {
  const isOpen = usePlayground(({ config }) => config["data"] === "file");
  const { change } = useActions();
  return (
    <section className="panel" aria-labelledby="own-title">
      <InfoHead id="own-title" title="A table of your own" about="tables of your own">
        <span>
          At most {formatCount(TABLE_LIMITS.columns)} columns of numbers, {formatCount(TABLE_LIMITS.rows)}{" "}
          rows, {TABLE_LIMITS.classes} classes and {FILE_LIMITS.bytes / 2 ** 20} MB.
        </span>
        <span>
          The label column is the one named label, class, target or y, otherwise the last one. A fifth of the
          rows, drawn at random, is kept for the test.
        </span>
      </InfoHead>
      <p>Open a CSV file with a column of labels and columns of numbers. It stays on this device.</p>
      <div className="ways-on row">
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

/** A class with fewer rows is rare: a fifth of them is a single test row. */
const RARE = 10;

/** Warns, in sentences that begin with a blank, of classes with few rows, or with none on one side of the split. */
export function scarceText(labels: ArrayLike<number>, classes: readonly string[]): string {
  const { test, train } = splitRows(labels.length);
  const all = countClasses(labels, classes);
  const within = (rows: Uint32Array) =>
    countClasses(
      Array.from(rows, (row) => labels[row] as number),
      classes,
    );
  const named = (counts: readonly number[], most: number): string =>
    classes
      .flatMap((name, k) =>
        (counts[k] ?? 0) < most ? [`${shortName(name)} ${formatCount(all[k] ?? 0)}`] : [],
      )
      .join(", ");
  const sentences: readonly (readonly [string, string])[] = [
    [`Classes with fewer than ${RARE} rows`, named(all, RARE)],
    ["Without a test row", named(within(test), 1)],
    ["Without a training row", named(within(train), 1)],
  ];
  return sentences.map(([what, names]) => (names === "" ? "" : ` ${what}: ${names}.`)).join("");
}
