/** The matrix to train on, as a picture. */
import type { Preview } from "../../../../jobs/data/data-lab.ts";
import { formatCount } from "../../../../store/format.ts";
import { HiddenSwatch } from "../pictures/ColourScale.tsx";
import { PixelCanvas } from "../../../diagram/PixelCanvas.tsx";
import { formatValue } from "./FileTable.tsx";

export function PreviewPicture({ preview }: { readonly preview: Preview }) {
  const { rows, cols, pixels, low, high, missing } = preview;
  const size = `${formatCount(rows)} × ${formatCount(cols)}`;
  return (
    <figure>
      <figcaption>
        <h3>Training matrix: {size}</h3>
      </figcaption>
      <PixelCanvas label={`The matrix, ${size}`} rows={rows} cols={cols} pixels={pixels} />
      <p className="note">
        Values from {formatValue(low)} to {formatValue(high)}.
      </p>
      {missing > 0 && <HiddenSwatch name={`${formatCount(missing)} missing`} />}
    </figure>
  );
}
