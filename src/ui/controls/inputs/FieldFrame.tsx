/** The frame that all fields' controls share: name, explanation, input, and advice on the current value. */
import type { ReactNode } from "react";
import type { Field } from "../../../experiment/experiment.ts";
import { usePlayground } from "../../parts/context.ts";
import { AdviceList } from "./AdviceList.tsx";
import { FieldInfo } from "./FieldInfo.tsx";
import { labelOf } from "../presentation.ts";

interface Props {
  /** Id of the input. `descriptionOf` returns the ids of its descriptions. */
  readonly id: string;
  readonly field: Field;
  /** Whether the message line shows the advice. */
  readonly isAdviceElsewhere?: boolean;
  readonly children: ReactNode;
}

export function FieldFrame({ id, field, isAdviceElsewhere = false, children }: Props) {
  const label = usePlayground((state) => labelOf(field, state.config));
  return (
    <div className="field" data-term={field.name}>
      <div className="field-name">
        <label htmlFor={id}>{label}</label>
        <FieldInfo id={id} label={label} field={field} />
      </div>
      {children}
      <AdviceList id={id} field={field.name} isShownElsewhere={isAdviceElsewhere} />
    </div>
  );
}

/** Ids of the texts that describe a field's input: its help and the advice on its value. */
export const descriptionOf = (id: string): string => `${id}-help ${id}-advice`;
