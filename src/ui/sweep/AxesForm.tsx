/** Chooses what a sweep varies: one or two settings with their values, and the number of seeds. */
import { useId, useState } from "react";
import type { SweepAxis } from "../../experiment/sweep.ts";
import { MAX_SEEDS, parseValues, type SweepSetup } from "../../experiment/sweep-setup.ts";
import { NumberBox } from "../controls/inputs/NumberBox.tsx";
import { Select } from "../parts/Select.tsx";
import { useSweepPage } from "./sweep-page.ts";

interface Props {
  readonly setup: SweepSetup;
  readonly isRunning: boolean;
  readonly onChange: (setup: SweepSetup) => void;
}

export function AxesForm({ setup, isRunning, onChange }: Props) {
  const { axes, seeds } = setup;
  const seedsId = useId();
  const replace = (at: number, axis: SweepAxis | undefined): void =>
    onChange({ seeds, axes: [...axes.slice(0, at), ...(axis ? [axis] : []), ...axes.slice(at + 1)] });
  return (
    <fieldset className="row" disabled={isRunning}>
      <legend className="visually-hidden">Varied settings</legend>
      {[0, ...(axes.length > 0 ? [1] : [])].map((at) => (
        <AxisRow
          key={at}
          name={at === 0 ? "Vary" : "and"}
          axis={axes[at]}
          other={axes[1 - at]}
          onChange={(axis) => replace(at, axis)}
        />
      ))}
      <div className="row">
        <label htmlFor={seedsId}>Seeds</label>
        <NumberBox
          id={seedsId}
          value={seeds}
          min={1}
          max={MAX_SEEDS}
          integer
          because="each seed is one more run of every combination"
          onCommit={(value) => onChange({ axes, seeds: Math.min(MAX_SEEDS, Math.max(1, Math.round(value))) })}
        />
      </div>
    </fieldset>
  );
}

interface RowProps {
  readonly name: string;
  readonly axis: SweepAxis | undefined;
  readonly other: SweepAxis | undefined;
  readonly onChange: (axis: SweepAxis | undefined) => void;
}

function AxisRow({ name, axis, other, onChange }: RowProps) {
  const id = useId();
  const { fields, suggested } = useSweepPage();
  const choose = (key: string): void => onChange(key === "" ? undefined : { key, values: suggested(key) });
  return (
    <div className="sweep-axis row">
      <label htmlFor={id}>{name}</label>
      <Select
        id={id}
        options={[{ key: "", label: "– nothing –" }, ...fields]
          .filter(({ key }) => key !== other?.key)
          .map(({ key, label }) => ({ id: key, name: label }))}
        chosen={axis?.key ?? ""}
        onChoose={choose}
      />
      {axis && (
        <ValuesBox key={axis.key} axis={axis} onChange={(values) => onChange({ key: axis.key, values })} />
      )}
    </div>
  );
}

interface BoxProps {
  readonly axis: SweepAxis;
  readonly onChange: (values: readonly string[]) => void;
}

/** The text stays as the user typed it as long as it stands for the values that are set. */
function ValuesBox({ axis, onChange }: BoxProps) {
  const { axisName } = useSweepPage();
  const [typed, setTyped] = useState(() => axis.values.join(", "));
  const isOwn = parseValues(typed).join() === axis.values.join();
  return (
    <input
      type="text"
      className="sweep-values"
      aria-label={`Values of ${axisName(axis)}`}
      value={isOwn ? typed : axis.values.join(", ")}
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(parseValues(event.target.value));
      }}
    />
  );
}
