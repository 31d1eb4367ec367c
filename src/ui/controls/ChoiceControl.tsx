/** One choice of the experiment. */
import { useId } from "react";
import type { ChoiceField } from "../../experiment/experiment.ts";
import { useActions, usePlayground } from "../context.ts";
import { descriptionOf, FieldFrame } from "./FieldFrame.tsx";
import { optionName } from "./presentation.ts";

interface Props {
  readonly field: ChoiceField;
  /** In place of the change itself. */
  readonly onChoose?: (option: string) => void;
}

export function ChoiceControl({ field, onChoose }: Props) {
  const value = usePlayground((state) => String(state.experiment[field.name]));
  const { change } = useActions();
  const id = useId();
  return (
    <FieldFrame id={id} field={field}>
      <select
        id={id}
        aria-describedby={descriptionOf(id)}
        value={value}
        onChange={({ target }) =>
          onChoose ? onChoose(target.value) : change({ [field.name]: target.value })
        }
      >
        {field.options.map((option) => (
          <option key={option} value={option}>
            {optionName(field.name, option)}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
