/** A slider in a figure of a lesson, with its label above. */
import { useId, type ReactNode } from "react";

interface Props {
  readonly label: ReactNode;
  /** The setting that it changes, named as in `data-term`. */
  readonly term?: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  /** A screen reader says this text instead of the number. */
  readonly valueText?: string;
  readonly onChange: (value: number) => void;
}

export function Slider({ label, term, valueText, onChange, ...range }: Props) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} data-term={term}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        {...range}
        aria-valuetext={valueText}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </>
  );
}
