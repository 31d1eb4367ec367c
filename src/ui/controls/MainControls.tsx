/**
 * The main settings; all others are in a panel beside the run. The row is a group, not a toolbar, because the
 * sliders need the arrow keys. Tab skips the small buttons, so that a few key presses reach each slider and
 * number box.
 */
import { useId, type KeyboardEvent } from "react";
import type { Experiment, NumberField } from "../../experiment/experiment.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { AdviceList } from "./inputs/AdviceList.tsx";
import { descriptionOf } from "./inputs/FieldFrame.tsx";
import { FieldInfo } from "./inputs/FieldInfo.tsx";
import { FieldSlider } from "./inputs/FieldSlider.tsx";
import { NumberBox } from "./inputs/NumberBox.tsx";
import { labelOf, numberFieldOf } from "./presentation.ts";

/** The task's own setting (p, N or the noise) comes before the rate. */
export function mainFields({ task, mask }: Experiment): (keyof Experiment)[] {
  const seen = task === "mc" && mask !== "drawn" ? "observed" : task === "ms" ? "measurements" : "noise";
  return ["depth", "width", "rank", "rHat", seen, "rate"];
}

interface Props {
  /** Whether the panel with all other settings is open. */
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

export function MainControls({ isOpen, onOpen }: Props) {
  const experiment = usePlayground((state) => state.config);
  return (
    <div className="main-controls" role="group" aria-label="Main settings">
      {mainFields(experiment).map((name) => (
        <Dial key={name} field={numberFieldOf(name)} />
      ))}
      <MoreButton isOpen={isOpen} onOpen={onOpen} />
    </div>
  );
}

export function MoreButton({ isOpen, onOpen }: Props) {
  return (
    <button
      type="button"
      className="more-button"
      aria-expanded={isOpen}
      aria-controls="settings-panel"
      onClick={() => onOpen(!isOpen)}
    >
      {isOpen ? "Less" : "More"}
    </button>
  );
}

/** On a setting, the ? key moves to its explanation. */
export function explain(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "?") return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(".info-button")?.focus();
}

function Dial({ field }: { readonly field: NumberField }) {
  const experiment = usePlayground((state) => state.config);
  const { change } = useActions();
  const id = useId();
  const label = labelOf(field, experiment);
  const value = experiment[field.name] as number;
  const min = field.min(experiment);
  const max = field.max(experiment);
  const set = (next: number): void => change({ [field.name]: next });
  const isCount = field.name === "depth";
  return (
    <div className="dial" data-term={field.name} onKeyDown={explain}>
      <div className="dial-name">
        <label htmlFor={id}>{label}</label>
        <FieldInfo id={id} label={label} field={field} isTabStop={false} />
      </div>
      <AdviceList id={id} field={field.name} isShownElsewhere />
      <div className="dial-inputs">
        {isCount ? (
          <StepButton label="Remove a layer" sign="−" to={value - 1} isOff={value <= min} onStep={set} />
        ) : (
          <FieldSlider field={field} describedBy={descriptionOf(id)} />
        )}
        <NumberBox
          id={id}
          describedBy={descriptionOf(id)}
          value={value}
          min={min}
          max={max}
          integer={field.kind === "integer"}
          because={field.because}
          onCommit={set}
        />
        {isCount && (
          <StepButton label="Add a layer" sign="+" to={value + 1} isOff={value >= max} onStep={set} />
        )}
      </div>
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly sign: string;
  readonly to: number;
  readonly isOff: boolean;
  readonly onStep: (value: number) => void;
}

/** For the pointer only. On the keyboard, ↑ and ↓ in the number box do the same. */
function StepButton({ label, sign, to, isOff, onStep }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      tabIndex={-1}
      disabled={isOff}
      onClick={() => onStep(to)}
    >
      {sign}
    </button>
  );
}
