/** A slider for a number of the experiment. Whole numbers in a small range move one at a time. */
import * as Radix from "@radix-ui/react-slider";
import type { KeyboardEvent } from "react";
import type { NumberField } from "../../experiment/experiment.ts";
import { formatSetting } from "../../store/format.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { fromPosition, labelOf, SLIDER_STEPS, sliderScale, toPosition } from "./presentation.ts";

interface Props {
  readonly field: NumberField;
  readonly describedBy?: string;
}

export function FieldSlider({ field, describedBy }: Props) {
  const experiment = usePlayground((state) => state.experiment);
  const { change } = useActions();
  const value = experiment[field.name] as number;
  const scale = sliderScale(field, experiment);
  if (!scale) return null;
  const { min, max } = scale;
  const set = (next: number): void => change({ [field.name]: next }, "dragging");
  const isWhole = field.kind === "integer";
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.round((max - min) / 10));
    const by = { ArrowUp: 1, ArrowRight: 1, PageUp: page, ArrowDown: -1, ArrowLeft: -1, PageDown: -page }[
      event.key
    ];
    if (!by || !isWhole) return;
    event.preventDefault();
    set(Math.min(max, Math.max(min, value + by)));
  };
  return (
    <Radix.Root
      className="slider"
      min={0}
      max={SLIDER_STEPS}
      step={SLIDER_STEPS / 100}
      value={[toPosition(scale, value)]}
      onValueChange={([position = 0]) => set(fromPosition(scale, position, isWhole))}
    >
      <Radix.Track className="slider-track">
        <Radix.Range className="slider-range" />
      </Radix.Track>
      <Radix.Thumb
        className="slider-thumb"
        aria-label={labelOf(field, experiment)}
        aria-describedby={describedBy}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={formatSetting(value)}
        onKeyDown={press}
      />
    </Radix.Root>
  );
}
