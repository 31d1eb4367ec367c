/** The facts of a file. */
import type { FileFacts } from "../../engine/data-lab.ts";
import { formatCount, formatDigits } from "../../store/format.ts";
import { say, sentence, t, type Sentence } from "../../store/text.ts";

const FORMATS: Readonly<Record<FileFacts["format"], Sentence>> = {
  csv: sentence("Table (CSV or TSV)"),
  npy: sentence("NPY array"),
  "matrix-market": sentence("Matrix Market"),
  ratings: sentence("Ratings"),
  pgm: sentence("Grey picture (PGM)"),
  image: sentence("Picture"),
};

export function FileTable({ facts }: { readonly facts: FileFacts }) {
  const { name, format, rows, cols, low, high, missing, checksum } = facts;
  const share = ((100 * missing) / (rows * cols)).toPrecision(2);
  return (
    <dl className="import-facts">
      <dt>{t("File")}</dt>
      <dd>{name}</dd>
      <dt>{t("Read as")}</dt>
      <dd>{say(FORMATS[format])}</dd>
      <dt>{t("Size")}</dt>
      <dd>{t("{rows} rows × {cols} columns", { rows: formatCount(rows), cols: formatCount(cols) })}</dd>
      <dt>{t("Values")}</dt>
      <dd>{t("from {low} to {high}", { low: formatValue(low), high: formatValue(high) })}</dd>
      <dt>{t("Missing cells")}</dt>
      <dd>
        {missing === 0
          ? t("none")
          : t("{count} ({share} %)", { count: formatCount(missing), share: Number(share) })}
      </dd>
      <dt>{t("Checksum")}</dt>
      <dd>{checksum}</dd>
    </dl>
  );
}

export const formatValue = (value: number): string => formatDigits(value, 4);
