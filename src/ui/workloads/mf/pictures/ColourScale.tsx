/** Explains the colours of the pictures, in the data's unit. */
import { useMemo } from "react";
import { DIFFERENCE_COLOURS, HIDDEN_COLOUR, valueColours } from "../../../../store/pins/legend.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { differenceUnit, formatDifference, formatValue } from "../../../../store/run/units.ts";
import { PixelCanvas } from "../../../diagram/PixelCanvas.tsx";

export function ValueScale({ run }: { readonly run: LoadedRun }) {
  const pixels = useMemo(() => valueColours(run), [run]);
  const { low, high } = run.pictureScale;
  const { data, centre } = run.config;
  return (
    <Scale
      name={data === "file" && centre === "biases" ? "Value minus means" : "Value"}
      pixels={pixels}
      marks={[low, high].map((value) => formatValue(run.unit, value))}
    />
  );
}

export function DifferenceScale({ run, times = 1 }: { readonly run: LoadedRun; readonly times?: number }) {
  const span = run.pictureScale.span / times;
  const unit = differenceUnit(run.unit);
  const marks = [-span, span].map((value) => formatDifference(run.unit, value));
  return (
    <Scale
      name={unit ? `Estimate − target, ${unit}` : "Estimate − target"}
      pixels={DIFFERENCE_COLOURS}
      isSigned
      marks={marks}
    />
  );
}

export function HiddenSwatch({ name = "hidden" }: { readonly name?: string }) {
  return (
    <div className="hidden-entries item">
      <PixelCanvas label="Colour of entries without a value" rows={1} cols={1} pixels={HIDDEN_COLOUR} />
      <span>{name}</span>
    </div>
  );
}

interface ScaleProps {
  readonly name: string;
  readonly pixels: ReturnType<typeof valueColours>;
  readonly isSigned?: boolean;
  readonly marks: readonly string[];
}

export function Scale({ name, pixels, isSigned, marks }: ScaleProps) {
  return (
    <div className="scale">
      <span>{name}</span>
      <PixelCanvas
        label={`${name}: from ${marks[0] ?? ""} to ${marks[1] ?? ""}`}
        rows={1}
        cols={pixels.length / 4}
        pixels={pixels}
        isSigned={isSigned}
      />
      <div className="marks">
        {marks.map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </div>
    </div>
  );
}
