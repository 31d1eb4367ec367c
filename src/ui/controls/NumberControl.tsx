/** One number of the experiment: a slider over the useful range beside a box for any possible value. */
import { useId, type ReactNode } from "react";
import type { NumberField } from "../../experiment/experiment.ts";
import { formatSetting } from "../../store/format.ts";
import { useActions, usePlayground } from "../context.ts";
import { descriptionOf, FieldFrame } from "./FieldFrame.tsx";
import { NumberBox } from "./NumberBox.tsx";
import { fromPosition, labelOf, SLIDER_STEPS, sliderScale, toPosition } from "./presentation.ts";

interface Props {
  readonly field: NumberField;
  readonly children?: ReactNode;
}

export function NumberControl({ field, children }: Props) {
  const experiment = usePlayground((state) => state.experiment);
  const { change } = useActions();
  const id = useId();
  const label = labelOf(field, experiment);
  const value = experiment[field.name] as number;
  const scale = sliderScale(field, experiment);
  return (
    <FieldFrame id={id} field={field}>
      <div className="field-inputs">
        {scale && (
          <input
            type="range"
            aria-label={`${label}, slider`}
            aria-describedby={descriptionOf(id)}
            aria-valuetext={formatSetting(value)}
            min={0}
            max={SLIDER_STEPS}
            value={toPosition(scale, value)}
            onChange={(event) => {
              const next = fromPosition(scale, Number(event.target.value), field.kind === "integer");
              change({ [field.name]: next }, "dragging");
            }}
            onKeyDown={(event) => {
              // A slider of few values moves by whole ones.
              const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
              if (!by || field.kind !== "integer") return;
              event.preventDefault();
              change({ [field.name]: Math.min(scale.max, Math.max(scale.min, value + by)) }, "dragging");
            }}
          />
        )}
        <NumberBox
          id={id}
          describedBy={descriptionOf(id)}
          value={value}
          min={field.min(experiment)}
          max={field.max(experiment)}
          integer={field.kind === "integer"}
          onCommit={(next) => change({ [field.name]: next })}
        />
      </div>
      {children}
    </FieldFrame>
  );
}
