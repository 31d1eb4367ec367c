/** A slider for a numeric setting of the experiment. */
import type { NumberField } from "../../../experiment/experiment.ts";
import { useActions, usePlayground } from "../../parts/context.ts";
import { labelOf, sliderScale } from "../presentation.ts";
import { Slider } from "./Slider.tsx";

interface Props {
  readonly field: NumberField;
  readonly describedBy?: string;
}

export function FieldSlider({ field, describedBy }: Props) {
  const experiment = usePlayground((state) => state.config);
  const { change } = useActions();
  const scale = sliderScale(field, experiment);
  if (!scale) return null;
  return (
    <Slider
      label={labelOf(field, experiment)}
      scale={scale}
      value={experiment[field.name] as number}
      isWhole={field.kind === "integer"}
      describedBy={describedBy}
      onSet={(next) => change({ [field.name]: next }, "dragging")}
    />
  );
}
