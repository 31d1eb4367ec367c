/** A slider over the useful range of a number. An arrow key changes a whole number by one. */
import * as Radix from "@radix-ui/react-slider";
import type { KeyboardEvent } from "react";
import { formatSetting } from "../../../store/format.ts";
import { fromPosition, nextValue, SLIDER_STEPS, toPosition, type Scale } from "../slider-scale.ts";

interface Props {
  readonly label: string;
  readonly scale: Scale;
  readonly value: number;
  readonly isWhole: boolean;
  readonly describedBy?: string | undefined;
  readonly onSet: (value: number) => void;
}

const KEYS: Readonly<Record<string, 1 | -1>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  PageUp: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageDown: -1,
};

export function Slider({ label, scale, value, isWhole, describedBy, onSet }: Props) {
  const { min, max } = scale;
  const press = (event: KeyboardEvent): void => {
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    onSet(nextValue(scale, value, by, event.key.startsWith("Page"), isWhole));
  };
  return (
    <Radix.Root
      className="slider"
      min={0}
      max={SLIDER_STEPS}
      step={SLIDER_STEPS / 100}
      value={[toPosition(scale, value)]}
      onValueChange={([position = 0]) => onSet(fromPosition(scale, position, isWhole))}
    >
      <Radix.Track className="slider-track grow">
        <Radix.Range className="slider-range" />
      </Radix.Track>
      <Radix.Thumb
        className="slider-thumb"
        aria-label={label}
        aria-describedby={describedBy}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={formatSetting(value)}
        onKeyDown={press}
      />
    </Radix.Root>
  );
}
