/** The sheet that shares an experiment of any workload: its link and a QR code. */
import type { ReactNode } from "react";
import { Sheet } from "../parts/Sheet.tsx";
import { CopyText } from "./CopyText.tsx";
import { QrCode } from "./QrCode.tsx";
import "../styles/panels/share.css";

interface Props {
  readonly link: string;
  /** Says that the link lacks the user's file, if the experiment has one. */
  readonly fileNote: string | undefined;
  /** A section between the link and the QR code. */
  readonly results?: ReactNode;
  /** Sections after the QR code. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

export function ShareSheet({ link, fileNote, results, children, onClose }: Props) {
  return (
    <Sheet
      title="Share this experiment"
      className="share"
      onClose={onClose}
      summary="The link holds every setting and the seed: on any device it opens the same experiment from the same start."
    >
      <div className="share-body">
        <section aria-label="Link">
          <CopyText action="Copy link" label="Link to this experiment" text={link} />
          {fileNote && <p className="note">{fileNote}</p>}
        </section>
        {results}
        <section aria-label="For a screen in a lecture hall">
          <h3>For a screen in a lecture hall</h3>
          <QrCode text={link} />
        </section>
        {children}
      </div>
    </Sheet>
  );
}
