/** What every control of one field has: its name, its explanation, and the input itself. */
import type { ReactNode } from "react";
import { InfoTip } from "./InfoTip.tsx";

interface Props {
  /** Of the input; its explanation is `<id>-help`. */
  readonly id: string;
  readonly label: string;
  /** The field, for what else on the page speaks of it. */
  readonly term: string;
  readonly help: string;
  readonly children: ReactNode;
}

export function FieldFrame({ id, label, term, help, children }: Props) {
  return (
    <div className="field" data-term={term}>
      <div className="field-name">
        <label htmlFor={id}>{label}</label>
        <InfoTip about={label} id={`${id}-help`} text={help} />
      </div>
      {children}
    </div>
  );
}
