/** Models by name, each with its line. The names of the pinned runs follow, whose lines are fainter. */
import type { ReactNode } from "react";
import { ModelSample, LookSample } from "./LineSample.tsx";
import { usePage } from "./context.ts";

interface Props {
  readonly models: readonly { readonly id: string }[];
  /** What the chart's thinner lines show. Without it, there are none. */
  readonly thin?: string | undefined;
  /** Explains other lines of the chart. */
  readonly note?: ReactNode;
  readonly pinned?: readonly string[];
  /** Follows a model's name. */
  readonly renderNote?: (id: string) => ReactNode;
  /** If given, a press on a name shows or hides its lines. "thin" stands for the thin ones. */
  readonly onToggle?: (id: string) => void;
  readonly hidden?: ReadonlySet<string>;
}

export function Legend({ models, thin, note, pinned = [], renderNote, onToggle, hidden }: Props) {
  const { looks } = usePage();
  const named = (id: string, title: string | undefined, content: ReactNode) => (
    <li key={id} title={title} className="item">
      {onToggle ? (
        <button type="button" aria-pressed={!hidden?.has(id)} onClick={() => onToggle(id)}>
          {content}
        </button>
      ) : (
        content
      )}
      {renderNote?.(id)}
    </li>
  );
  return (
    <ul className="legend">
      {models.map(({ id }) =>
        named(
          id,
          looks[id]?.about,
          <>
            <ModelSample id={id} />
            {looks[id]?.name}
          </>,
        ),
      )}
      {thin !== undefined &&
        named(
          "thin",
          `Thin lines show the ${thin}, in each model’s colour`,
          <>
            <span className="thin-lines">
              {models.slice(0, 3).map(({ id }) => (
                <LookSample key={id} look={{ colour: looks[id]?.colour ?? "", width: 1 }} />
              ))}
            </span>
            {thin}
          </>,
        )}
      {note && <li className="item">{note}</li>}
      {pinned.map((name, i) => (
        // The index is part of the key, because two pins may have the same name.
        <li key={i} className="of-pin cut note" title={name}>
          Pinned, faint: {name}
        </li>
      ))}
    </ul>
  );
}
