/** The choice between matrices in their own directions and as stored, with the colours of the former. */
import { DIFFERENCE_COLOURS } from "../../store/pins/legend.ts";
import { Select } from "../parts/Select.tsx";
import { matricesShown, ownColours, useOwnDirections } from "./own.ts";
import { PixelCanvas } from "./PixelCanvas.tsx";

interface Props {
  /** Says why there are no own directions. */
  readonly reason: string | undefined;
  readonly span?: number;
}

export function DirectionsSelect({ reason, span = 1 }: Props) {
  const isOwn = useOwnDirections(reason);
  return (
    <Select
      aria-label="How the matrices are shown"
      title={
        reason ??
        `Own directions: each layer in bases that begin with the first gradient’s directions. ${ownColours(span)}`
      }
      options={[
        { id: "own", name: "in their own directions" },
        { id: "stored", name: "as stored" },
      ]}
      chosen={isOwn ? "own" : "stored"}
      disabled={reason !== undefined}
      onChoose={(id) => matricesShown.set(id === "own" ? null : id)}
    />
  );
}

/** The choice with its colour scale, for the head of a row. */
export function DirectionsHead({ reason, span = 1 }: Props) {
  const isOwn = useOwnDirections(reason);
  return (
    <>
      <DirectionsSelect reason={reason} span={span} />
      {isOwn && (
        <span className="own-scale item fine" title="Colours follow the square root of a value’s size.">
          −{span}
          <PixelCanvas
            label={`Colours from −${span} to ${span}`}
            rows={1}
            cols={DIFFERENCE_COLOURS.length / 4}
            pixels={DIFFERENCE_COLOURS}
            isSigned
          />
          {span}
        </span>
      )}
    </>
  );
}
