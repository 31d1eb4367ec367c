/** The matrix that would be trained on, as a picture. */
import type { Look } from "../../engine/data-lab.ts";
import { formatCount } from "../../store/format.ts";
import { t } from "../../store/text.ts";
import { HiddenSwatch } from "../pictures/ColourScale.tsx";
import { PixelCanvas } from "../pictures/PixelCanvas.tsx";
import { formatValue } from "./FileTable.tsx";

export function LookPicture({ look }: { readonly look: Look }) {
  const { rows, cols, pixels, low, high, missing } = look;
  const size = { rows: formatCount(rows), cols: formatCount(cols) };
  return (
    <figure>
      <figcaption>
        <h3>{t("To train on: {rows} × {cols}", size)}</h3>
      </figcaption>
      <PixelCanvas label={t("The matrix, {rows} × {cols}", size)} rows={rows} cols={cols} pixels={pixels} />
      <p className="note">
        {t("Values from {low} to {high}.", { low: formatValue(low), high: formatValue(high) })}
      </p>
      {missing > 0 && <HiddenSwatch name={t("{count} missing", { count: formatCount(missing) })} />}
    </figure>
  );
}
