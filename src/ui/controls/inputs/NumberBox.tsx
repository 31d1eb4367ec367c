/** A box for a number within its range. If it rejects a number, it explains why. */
import { useEffect, useState } from "react";
import { formatSetting } from "../../../store/format.ts";
import { allowed, limitNote, nudged, type Limits } from "./limit-note.ts";

interface Props extends Limits {
  readonly id: string;
  readonly describedBy?: string;
  readonly value: number;
  readonly onCommit: (value: number) => void;
}

/** The note disappears after this time, which is long enough to read the longest note. */
const NOTE_MS = 8000;

/** The box may stand at the edge of a panel that scrolls. */
const reveal = (note: Element | null): void => note?.scrollIntoView({ block: "nearest" });

/** Keeps the typed text until the user confirms it with Enter, with the box's arrows, or by leaving the box. */
export function NumberBox({ id, describedBy, value, onCommit, ...limits }: Props) {
  const { min, max, integer } = limits;
  const [note, setNote] = useState<string>();
  const [draft, setDraft] = useState<string>();
  useEffect(() => {
    const timer = note === undefined ? undefined : setTimeout(() => setNote(undefined), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);
  const commit = (text: string | undefined): void => {
    setDraft(undefined);
    if (text === undefined) return;
    // The browser gives an empty text for anything that is not a number.
    if (text.trim() === "") {
      setNote(`This is not a number. The value stays ${formatSetting(value)}.`);
      return;
    }
    const number = Number(text);
    setNote(limitNote(number, limits));
    const taken = allowed(number, limits);
    // The note already names the number that was taken, so the page need not announce another correction.
    if (Number.isFinite(number) && taken !== value) onCommit(taken);
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
          // The box's arrows change the value without an `inputType`.
          const typed = (event.nativeEvent as InputEvent).inputType !== undefined;
          if (typed) setDraft(event.target.value);
          else commit(event.target.value);
        }}
        onBlur={(event) => {
          // Text that was never a number changes no value, so there was no change event.
          if (event.target.validity.badInput) commit("");
          else if (draft === undefined) setNote(undefined);
          else commit(draft);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(event.currentTarget.validity.badInput ? "" : draft);
          // By itself the browser would move a real number by 1, which turns a rate of .25 into 1.25.
          const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : undefined;
          if (by && !integer) {
            event.preventDefault();
            commit(String(allowed(nudged(Number(draft || value), by), limits)));
          }
          if (event.key === "Escape") {
            setDraft(undefined);
            setNote(undefined);
          }
        }}
      />
      {note !== undefined && (
        <span ref={reveal} className="note limit" role="status">
          {note}
        </span>
      )}
    </>
  );
}
