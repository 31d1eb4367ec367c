/** A folded list of what to look at: one line each, and what we measured behind “?”. */
import { Folded } from "../../parts/Folded.tsx";
import { InfoTip } from "./InfoTip.tsx";

interface Item {
  readonly title: string;
  readonly line: string;
  readonly more?: string | undefined;
}

/** `note` says where the figures behind “?” come from. */
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
