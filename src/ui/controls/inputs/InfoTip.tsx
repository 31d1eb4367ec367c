/**
 * Explanations: a button shows one on hover, focus or touch. Escape closes the explanation; the pointer may
 * move into it.
 */
import { useId, useState, type ReactNode } from "react";
import type { Field } from "../../../experiment/fields.ts";
import { formatSetting } from "../../../store/format.ts";
import { Folded } from "../../parts/Folded.tsx";

interface Props {
  readonly about: string;
  readonly isTabStop?: boolean;
  readonly children: ReactNode;
}

export function InfoTip({ about, isTabStop = true, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <span
      className="info"
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        // Escape must not also close the popover or sheet around the explanation.
        event.preventDefault();
        setOpen(false);
      }}
    >
      <button
        type="button"
        className="info-button quiet note"
        aria-label={`About: ${about}`}
        aria-expanded={open}
        aria-controls={id}
        tabIndex={isTabStop ? 0 : -1}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
      >
        ?
      </button>
      <span id={id} className="info-text float" hidden={!open}>
        {children}
      </span>
    </span>
  );
}

interface HelpProps<C> {
  readonly id: string;
  readonly label: string;
  readonly field: Field<C>;
  readonly config: C;
  readonly isTabStop?: boolean;
}

/** Explains a field in words and as a formula, and says why its range ends where it does. */
export function FieldHelp<C>({ id, label, field, config, isTabStop = true }: HelpProps<C>) {
  return (
    <InfoTip about={label} isTabStop={isTabStop}>
      <span id={`${id}-help`}>{field.help}</span>
      {field.formula !== undefined && <span className="formula">{field.formula}</span>}
      {"because" in field && (
        <>
          <span>{field.ends}</span>
          <span>
            From {formatSetting(field.min(config))} to {formatSetting(field.max(config))}: {field.because}.
          </span>
        </>
      )}
    </InfoTip>
  );
}

interface HeadProps {
  /** The id of the title, which names the section. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}

/** The title of a section, with an explanation behind “?”. */
export function InfoHead({ id, title, about, children }: HeadProps) {
  return (
    <div className="info-head chart-info item">
      <h2 id={id}>{title}</h2>
      <InfoTip about={about}>{children}</InfoTip>
    </div>
  );
}

interface Item {
  readonly title: string;
  readonly line: string;
  readonly more?: string | undefined;
}

/**
 * A folded list of what to look at: one line each, and what we measured behind “?”. `note` says where the figures behind “?” come from.
 */
export function LookAt({ items, note }: { readonly items: readonly Item[]; readonly note?: string }) {
  return (
    <Folded title="What to look at">
      {note !== undefined && <p className="note">{note}</p>}
      <ul>
        {items.map(({ title, line, more }) => (
          <li key={title} className="info-head chart-info item">
            <span>
              <b>{title}.</b> {line}
            </span>
            {more !== undefined && (
              <InfoTip about={title}>
                <span>{more}</span>
              </InfoTip>
            )}
          </li>
        ))}
      </ul>
    </Folded>
  );
}
