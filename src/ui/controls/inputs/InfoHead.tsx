/** The title of a section, with an explanation behind “?”. */
import type { ReactNode } from "react";
import { InfoTip } from "./InfoTip.tsx";

interface Props {
  /** The id of the title, which names the section. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}

export function InfoHead({ id, title, about, children }: Props) {
  return (
    <div className="info-head chart-info item">
      <h2 id={id}>{title}</h2>
      <InfoTip about={about}>{children}</InfoTip>
    </div>
  );
}
