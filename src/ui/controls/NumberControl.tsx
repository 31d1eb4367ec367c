/**
 * Sets a numeric setting of the experiment, with a slider over the useful range and a box for any possible
 * value.
 */
import { useId, type ReactNode } from "react";
import type { NumberField } from "../../experiment/experiment.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { descriptionOf, FieldFrame } from "./inputs/FieldFrame.tsx";
import { FieldSlider } from "./inputs/FieldSlider.tsx";
import { NumberBox } from "./inputs/NumberBox.tsx";

interface Props {
  readonly field: NumberField;
  /** Whether the message line shows the advice. */
  readonly isAdviceElsewhere?: boolean;
  readonly children?: ReactNode;
}

export function NumberControl({ field, isAdviceElsewhere = false, children }: Props) {
  const experiment = usePlayground((state) => state.config);
  const { change } = useActions();
  const id = useId();
  const value = experiment[field.name] as number;
  return (
    <FieldFrame id={id} field={field} isAdviceElsewhere={isAdviceElsewhere}>
      <div className="field-inputs">
        <FieldSlider field={field} describedBy={descriptionOf(id)} />
        <NumberBox
          id={id}
          describedBy={descriptionOf(id)}
          value={value}
          min={field.min(experiment)}
          max={field.max(experiment)}
          integer={field.kind === "integer"}
          because={field.because}
          onCommit={(next) => change({ [field.name]: next })}
        />
      </div>
      {children}
    </FieldFrame>
  );
}
