/** What every control of one field has: its name, its explanation, the input itself, and what to know of its present value. */
import type { ReactNode } from "react";
import type { Field } from "../../experiment/experiment.ts";
import { usePlayground } from "../parts/context.ts";
import { AdviceList } from "./AdviceList.tsx";
import { FieldInfo } from "./FieldInfo.tsx";
import { labelOf } from "./presentation.ts";

interface Props {
  /** Of the input; `descriptionOf` it says by what it is described. */
  readonly id: string;
  readonly field: Field;
  /** The line of messages shows advice on it. */
  readonly isAdviceElsewhere?: boolean;
  readonly children: ReactNode;
}

export function FieldFrame({ id, field, isAdviceElsewhere = false, children }: Props) {
  const label = usePlayground((state) => labelOf(field, state.experiment));
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

/** Ids of what explains an input of a field: its help, and advice on its value. */
export const descriptionOf = (id: string): string => `${id}-help ${id}-advice`;
