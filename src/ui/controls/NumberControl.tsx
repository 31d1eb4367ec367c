/** One number of the experiment: a slider over the useful range beside a box for any possible value. */
import { useId, useState, type ReactNode } from "react";
import type { NumberField } from "../../experiment/experiment.ts";
import { formatSetting } from "../../store/format.ts";
import { useActions, usePlayground } from "../context.ts";
import { FieldFrame } from "./FieldFrame.tsx";
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
    <FieldFrame id={id} term={field.name} label={label} help={field.help}>
      <div className="field-inputs">
        {scale && (
          <input
            type="range"
            aria-label={`${label}, slider`}
            aria-describedby={`${id}-help`}
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

interface BoxProps {
  readonly id: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly onCommit: (value: number) => void;
}

/** Keeps what is being typed to itself until it is meant: Enter, leaving the box, or its arrows. */
function NumberBox({ id, value, min, max, integer, onCommit }: BoxProps) {
  const [draft, setDraft] = useState<string>();
  const commit = (text: string | undefined): void => {
    setDraft(undefined);
    if (text === undefined || text.trim() === "") return;
    const number = Number(text);
    if (Number.isFinite(number) && number !== value) onCommit(number);
  };
  return (
    <input
      id={id}
      type="number"
      inputMode={integer ? "numeric" : "decimal"}
      aria-describedby={`${id}-help`}
      min={min}
      max={max}
      step={integer ? 1 : "any"}
      value={draft ?? formatSetting(value)}
      onChange={(event) => {
        // The arrows of the box change the value without an input type.
        const typed = (event.nativeEvent as InputEvent).inputType !== undefined;
        if (typed) setDraft(event.target.value);
        else commit(event.target.value);
      }}
      onBlur={() => commit(draft)}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit(draft);
        if (event.key === "Escape") setDraft(undefined);
      }}
    />
  );
}
