/** A box for a typed number within its range; it explains why it rejects another. */
import { useState } from "react";
import { formatSetting } from "../../../store/format.ts";
import { limitNote, type Limits } from "./limit-note.ts";

interface Props extends Limits {
  readonly id: string;
  /** Id of the element that explains it. */
  readonly describedBy?: string;
  readonly value: number;
  readonly onCommit: (value: number) => void;
}

/** Keeps typed text until the user confirms it: by Enter, by leaving the box, or by its arrows. */
export function NumberBox({ id, describedBy, value, onCommit, ...limits }: Props) {
  const { min, max, integer } = limits;
  const [note, setNote] = useState<string>();
  const [draft, setDraft] = useState<string>();
  const commit = (text: string | undefined): void => {
    setDraft(undefined);
    if (text === undefined || text.trim() === "") return;
    const number = Number(text);
    setNote(limitNote(number, limits));
    if (Number.isFinite(number) && number !== value) onCommit(number);
  };
  return (
    <>
      <input
        id={id}
        type="number"
        inputMode={integer ? "numeric" : "decimal"}
        aria-describedby={describedBy}
        min={min}
        max={max}
        step={integer ? 1 : "any"}
        value={draft ?? formatSetting(value)}
        onChange={(event) => {
          // The box's arrows change the value without an input type.
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
      {note !== undefined && (
        <span className="note limit" role="status">
          {note}
        </span>
      )}
    </>
  );
}
