/** A box to check, and what it stands for. */
import type { ReactNode } from "react";

interface Props {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly children: ReactNode;
}

export function CheckBox({ onChange, title, children, ...state }: Props) {
  return (
    <label className="check item" title={title}>
      <input type="checkbox" {...state} onChange={({ target }) => onChange(target.checked)} />
      {children}
    </label>
  );
}
