/** Shares a workload's experiment: a link and its QR code. */
import { Sheet } from "../parts/Sheet.tsx";
import { CopyText } from "../share/CopyText.tsx";
import { QrCode } from "../share/QrCode.tsx";
import type { ViewProps } from "../views/views.ts";
import { useWorkload, useWorkloadActions } from "./context.ts";
import "../styles/panels/share.css";

export function WorkloadShare({ onClose }: ViewProps) {
  const link = useWorkloadActions().link();
  const hasFile = useWorkload(({ config }) => Boolean(config["file"]));
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
          {hasFile && (
            <p className="note">
              The link does not contain your file. Anyone who opens the link is asked for it, so send the file
              too.
            </p>
          )}
        </section>
        <section aria-label="For a screen in a lecture hall">
          <h3>For a screen in a lecture hall</h3>
          <QrCode text={link} />
        </section>
      </div>
    </Sheet>
  );
}
