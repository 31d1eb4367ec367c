/** A table of facts about a file. */
import type { FileFacts } from "../../../../jobs/data/data-lab.ts";
import { formatCount, formatDigits } from "../../../../store/format.ts";

const FORMATS: Readonly<Record<FileFacts["format"], string>> = {
  csv: "Table (CSV or TSV)",
  npy: "NPY array",
  "matrix-market": "Matrix Market",
  ratings: "Ratings",
  pgm: "Grey picture (PGM)",
  image: "Picture",
};

export function FileTable({ facts }: { readonly facts: FileFacts }) {
  const { name, format, rows, cols, low, high, missing, checksum } = facts;
  const share = Number(((100 * missing) / (rows * cols)).toPrecision(2));
  return (
    <dl className="facts">
      <dt>File</dt>
      <dd>{name}</dd>
      <dt>Read as</dt>
      <dd>{FORMATS[format]}</dd>
      <dt>Size</dt>
      <dd>
        {formatCount(rows)} rows × {formatCount(cols)} columns
      </dd>
      <dt>Values</dt>
      <dd>
        from {formatValue(low)} to {formatValue(high)}
      </dd>
      <dt>Missing cells</dt>
      <dd>{missing === 0 ? "none" : `${formatCount(missing)} (${share} %)`}</dd>
      <dt>Checksum</dt>
      <dd>{checksum}</dd>
    </dl>
  );
}

export const formatValue = (value: number): string => formatDigits(value, 4);
