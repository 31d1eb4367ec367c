/** Lets the user choose one option of a setting. */
import { useId } from "react";
import type { ChoiceField } from "../../experiment/experiment.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { descriptionOf, FieldFrame } from "./inputs/FieldFrame.tsx";
import { optionName } from "./presentation.ts";

interface Props {
  readonly field: ChoiceField;
  /** Called instead of changing the setting. */
  readonly onChoose?: (option: string) => void;
}

export function ChoiceControl({ field, onChoose }: Props) {
  const experiment = usePlayground((state) => state.config);
  const possible = field.options.filter((option) => !field.refuses?.(option, experiment));
  const { change } = useActions();
  const id = useId();
  return (
    <FieldFrame id={id} field={field}>
      <select
        id={id}
        aria-describedby={descriptionOf(id)}
        value={String(experiment[field.name])}
        onChange={({ target }) =>
          onChoose ? onChoose(target.value) : change({ [field.name]: target.value })
        }
      >
        {possible.map((option) => (
          <option key={option} value={option}>
            {optionName(field.name, option)}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
