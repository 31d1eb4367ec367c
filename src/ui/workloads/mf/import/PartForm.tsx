/** Sets which part of a file is used, its size, its channel, and the baseline to subtract. */
import { useId, type ReactNode } from "react";
import type { FileFacts, FileSettings } from "../../../../jobs/data/data-lab.ts";
import { FILE_LIMITS, QUICK_SIDE } from "../../../../store/files/data-lab.ts";
import { formatCount } from "../../../../store/format.ts";
import { NumberBox } from "../../../controls/inputs/NumberBox.tsx";
import { EXPERIMENT_FIELDS, type Experiment } from "../../../../workloads/mf/config/fields.ts";
import { optionName } from "../controls/presentation.ts";
import { Select } from "../../../parts/Select.tsx";

interface Props {
  readonly facts: FileFacts;
  readonly settings: FileSettings;
  readonly onChange: (settings: FileSettings) => void;
}

export function PartForm({ facts, settings, onChange }: Props) {
  const [top, left, height, width] = partOf(facts, settings);
  const { rows, cols } = facts;
  /** The ends of the part, counted from 1, and the part after a change of each. */
  const ends: readonly (readonly [string, number, number, string, (end: number) => Part])[] = [
    ["First row", top + 1, rows, "rows", (row) => [row - 1, left, top + height - row + 1, width]],
    ["Last row", top + height, rows, "rows", (row) => [top, left, row - top, width]],
    ["First column", left + 1, cols, "columns", (col) => [top, col - 1, height, left + width - col + 1]],
    ["Last column", left + width, cols, "columns", (col) => [top, left, height, col - left]],
  ];
  return (
    <form className="import-form stack" onSubmit={(event) => event.preventDefault()}>
      {longer(rows, cols) > QUICK_SIDE && <Takes {...{ facts, settings, onChange }} />}
      <fieldset>
        <legend>Part, counted from 1</legend>
        {ends.map(([label, value, most, what, part]) => (
          <Box
            key={label}
            label={label}
            value={value}
            most={most}
            because={`the file has ${formatCount(most)} ${what}`}
            onCommit={(typed) => onChange(withPart(facts, settings, part(typed)))}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>Size</legend>
        <Box
          label="Longer side"
          value={longer(settings.rows, settings.cols)}
          most={Math.min(longer(height, width), FILE_LIMITS.trained)}
          because={
            longer(height, width) > FILE_LIMITS.trained
              ? `at most ${formatCount(FILE_LIMITS.trained)} rows and columns train at once`
              : `the part’s longer side is ${formatCount(longer(height, width))}`
          }
          onCommit={(side) => onChange(withSide(facts, settings, side))}
        />
        <p className="note">
          Below {formatCount(longer(height, width))}, neighbouring rows and columns are averaged over their
          known cells. A side of up to 256 trains quickly; the time per step grows with its cube.
        </p>
      </fieldset>
      {facts.inColour && (
        <Choice
          name="channel"
          value={settings.channel}
          onChoose={(channel) => onChange({ ...settings, channel })}
        />
      )}
      <Choice
        name="centre"
        value={settings.centre}
        onChoose={(centre) => onChange({ ...settings, centre })}
      />
    </form>
  );
}

/** Ways to use a file that is too large to train quickly. */
function Takes({ facts, settings, onChange }: Props) {
  const name = useId();
  const { rows, cols } = facts;
  const whole = `${formatCount(rows)} × ${formatCount(cols)}`;
  const corner = withTake(facts, settings, "part");
  const all =
    facts.first.entries === "known"
      ? `All, ${whole}: only the known entries are computed`
      : canTakeAll(facts)
        ? `All, ${whole}: slow, since the time of a step grows with the cube of the size`
        : `All, ${whole}: not possible, because at most ${formatCount(FILE_LIMITS.trained)} rows and columns train at once`;
  const options: readonly (readonly [Take, string])[] = [
    ["all", all],
    [
      "part",
      `A part, at first ${formatCount(corner.rows)} × ${formatCount(corner.cols)} from the upper left corner, with unchanged values`,
    ],
    ["average", "An averaged copy: suitable for pictures and maps, not for people and items"],
  ];
  return (
    <fieldset>
      <legend>What to train on</legend>
      {options.map(([take, text]) => (
        <label key={take} className="check item">
          <input
            type="radio"
            name={name}
            checked={takeOf(facts, settings) === take}
            disabled={take === "all" && !canTakeAll(facts)}
            onChange={() => onChange(withTake(facts, settings, take))}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

interface BoxProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly because: string;
  readonly onCommit: (value: number) => void;
}

function Box({ label, value, most, because, onCommit }: BoxProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label}>
      <NumberBox
        id={id}
        value={value}
        min={1}
        max={most}
        integer
        because={because}
        onCommit={(typed) => onCommit(Math.min(most, Math.max(1, Math.round(typed))))}
      />
    </Labelled>
  );
}

interface ChoiceProps<K extends "channel" | "centre"> {
  readonly name: K;
  readonly value: FileSettings[K];
  readonly onChoose: (value: FileSettings[K]) => void;
}

function Choice<K extends "channel" | "centre">({ name, value, onChoose }: ChoiceProps<K>) {
  const id = useId();
  const { label, help, options } = EXPERIMENT_FIELDS[name];
  return (
    <Labelled id={id} label={label}>
      <Select
        id={id}
        options={options.map((option) => ({ id: option as FileSettings[K], name: optionName(name, option) }))}
        chosen={value}
        onChoose={onChoose}
      />
      {name === "centre" && <p className="note">{help}</p>}
    </Labelled>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="import-field">
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}

// Computes how the form changes the selected part and the size of a file.

type Part = readonly [top: number, left: number, height: number, width: number];

export const partOf = (facts: FileFacts, { crop }: Pick<FileSettings, "crop">): Part => {
  const [top = 0, left = 0, height = facts.rows, width = facts.cols] = crop;
  return [top, left, height, width];
};

export function isWhole(facts: FileFacts, settings: FileSettings): boolean {
  const [, , height, width] = partOf(facts, settings);
  return height === facts.rows && width === facts.cols;
}

/** The form's initial settings: those of an experiment, with defaults for the missing ones. */
export function startSettings(facts: FileFacts, from: Partial<Experiment>): FileSettings {
  const { channel = "luma", crop = [], rows = facts.rows, cols = facts.cols, centre = "mean" } = from;
  return { channel, crop, rows, cols, centre };
}

/** Selects a part, counted from 0, within the file. An averaged copy keeps the length of its longer side. */
export function withPart(facts: FileFacts, settings: FileSettings, part: Part): FileSettings {
  const [, , height, width] = partOf(facts, settings);
  const top = clamp(part[0], 0, facts.rows - 2);
  const left = clamp(part[1], 0, facts.cols - 2);
  const crop = [
    top,
    left,
    clamp(part[2], 2, facts.rows - top),
    clamp(part[3], 2, facts.cols - left),
  ] as const;
  const averaged = settings.rows < height || settings.cols < width;
  const side = averaged ? longer(settings.rows, settings.cols) : Infinity;
  return withSide(facts, { ...settings, crop }, side);
}

/** The way to use a file: all of it, a part, or an averaged copy of all. */
type Take = "all" | "part" | "average";

export function takeOf(facts: FileFacts, settings: FileSettings): Take {
  if (!isWhole(facts, settings)) return "part";
  return settings.rows < facts.rows || settings.cols < facts.cols ? "average" : "all";
}

/** A part or a copy starts with a size that trains quickly. */
export function withTake(facts: FileFacts, settings: FileSettings, take: Take): FileSettings {
  const { rows, cols } = facts;
  const quick = [0, 0, Math.min(rows, QUICK_SIDE), Math.min(cols, QUICK_SIDE)] as const;
  if (take === "part") return withPart(facts, { ...settings, rows, cols }, quick);
  return withSide(facts, { ...settings, crop: [] }, take === "all" ? Infinity : QUICK_SIDE);
}

/** A table trains whole at any size, on its known entries. */
export const canTakeAll = ({ rows, cols, isPicture }: FileFacts): boolean =>
  !isPicture || longer(rows, cols) <= FILE_LIMITS.trained;

/** Sets the longer side of the training matrix. The other side keeps the proportions. */
export function withSide(facts: FileFacts, settings: FileSettings, side: number): FileSettings {
  const [, , height, width] = partOf(facts, settings);
  const most = side === Infinity && canTakeAll(facts) ? Infinity : FILE_LIMITS.trained;
  const scale = Math.min(1, side / longer(height, width), most / longer(height, width));
  const of = (length: number): number => clamp(Math.round(scale * length), 2, length);
  return { ...settings, rows: of(height), cols: of(width) };
}

const longer = (rows: number, cols: number): number => Math.max(rows, cols);

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
