/** A slider of a number of the experiment; whole numbers of a small range move one by one. */
import * as Radix from "@radix-ui/react-slider";
import type { KeyboardEvent } from "react";
import type { NumberField } from "../../experiment/experiment.ts";
import { formatSetting } from "../../store/format.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { ToolItem } from "../parts/ToolItem.tsx";
import { fromPosition, labelOf, SLIDER_STEPS, sliderScale, toPosition } from "./presentation.ts";

interface Props {
  readonly field: NumberField;
  readonly describedBy?: string;
  /** Its place is in a toolbar, where ← and → go to the next control. */
  readonly inToolbar?: boolean;
}

export function FieldSlider({ field, describedBy, inToolbar = false }: Props) {
  const experiment = usePlayground((state) => state.experiment);
  const { change } = useActions();
  const value = experiment[field.name] as number;
  const scale = sliderScale(field, experiment);
  if (!scale) return null;
  const { min, max } = scale;
  const set = (next: number): void => change({ [field.name]: next }, "dragging");
  const isWhole = field.kind === "integer";
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    const isForToolbar = inToolbar && /Left|Right/.test(event.key);
    if (!by || !isWhole || isForToolbar) return;
    event.preventDefault();
    set(Math.min(max, Math.max(min, value + by)));
  };
  const thumb = (
    <Radix.Thumb
      className="slider-thumb"
      aria-label={`${labelOf(field, experiment)}, slider`}
      aria-describedby={describedBy}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={formatSetting(value)}
      onKeyDown={press}
    />
  );
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
      {inToolbar ? <ToolItem>{thumb}</ToolItem> : thumb}
    </Radix.Root>
  );
}
