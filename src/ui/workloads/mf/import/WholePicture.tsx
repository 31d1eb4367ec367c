/** The whole file as a small picture, with a frame around the selected part. */
import type { FileFacts, Preview } from "../../../../jobs/data/data-lab.ts";
import { formatCount } from "../../../../store/format.ts";
import { PixelCanvas } from "../../../diagram/PixelCanvas.tsx";
import type { Part } from "./settings.ts";

interface Props {
  /** The whole file, averaged. */
  readonly preview: Preview;
  readonly facts: FileFacts;
  readonly part: Part;
}

export function WholePicture({ preview, facts, part }: Props) {
  const [top, left, height, width] = part;
  const percent = (length: number, of: number): string => `${(100 * length) / of}%`;
  return (
    <figure>
      <figcaption>
        <h3>{`The whole file, ${formatCount(facts.rows)} × ${formatCount(facts.cols)}`}</h3>
      </figcaption>
      <div className="import-whole">
        <PixelCanvas
          label={`The whole file. A frame marks rows ${top + 1} to ${top + height} and columns ${left + 1} to ${left + width}.`}
          rows={preview.rows}
          cols={preview.cols}
          pixels={preview.pixels}
        />
        <div
          style={{
            top: percent(top, facts.rows),
            left: percent(left, facts.cols),
            height: percent(height, facts.rows),
            width: percent(width, facts.cols),
          }}
        />
      </div>
    </figure>
  );
}
