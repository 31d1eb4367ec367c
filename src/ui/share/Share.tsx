/** Shares the experiment as a link, a QR code, a frame for another page, or a citation. */
import { useState } from "react";
import { encodeConfig, hasOwnFile } from "../../store/config.ts";
import { bibtex } from "../../store/files/citations.ts";
import { formatCount } from "../../store/format.ts";
import { useActions, usePage, usePlayground, useRunOnce } from "../parts/context.ts";
import { Sheet } from "../parts/Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { CopyText } from "./CopyText.tsx";
import { EmbedForm } from "./EmbedForm.tsx";
import { QrCode } from "./QrCode.tsx";
import { receipt, resultsOf } from "./receipt.ts";
import "../styles/panels/share.css";

export function Share({ onClose }: ViewProps) {
  const { link: linkNow, givenFile } = useActions();
  const link = linkNow();
  const kind = usePage();
  const file = usePlayground(
    (state) => hasOwnFile(state.config) && (kind.ownFile?.nameOf?.(state) ?? givenFile()?.name ?? "it"),
  );
  return (
    <Sheet
      title="Share this experiment"
      width="46rem"
      onClose={onClose}
      summary="The link holds every setting and the seed: on any device it opens the same experiment from the same start."
    >
      <div className="sheet-body">
        <section aria-label="Link">
          <CopyText action="Copy link" label="Link to this experiment" text={link} />
          {file && (
            <p className="note">
              The link does not contain your file. Anyone who opens the link is asked for {file}, so send the
              file too.
            </p>
          )}
        </section>
        <Results />
        <section aria-label="For a screen in a lecture hall">
          <h3>For a screen in a lecture hall</h3>
          <QrCode text={link} />
        </section>
        <EmbedSection />
        <Cite />
      </div>
    </Sheet>
  );
}

/** BibTeX of the papers, and of this page with its version and address. */
function Cite() {
  const address = `${window.location.origin}${window.location.pathname}`;
  return (
    <section aria-label="Cite">
      <h3>Cite the papers and this page</h3>
      <CopyText
        action="Copy BibTeX"
        label="BibTeX"
        lines={9}
        text={bibtex(import.meta.env.VITE_VERSION as string, address)}
      />
    </section>
  );
}

/** The preview trains like any embed, so it exists only while this section is open. */
function EmbedSection() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <h3>In a page of your own</h3>
      </summary>
      {isOpen && <EmbedForm />}
    </details>
  );
}

/** Shows the results as they were when the sheet was opened, because a changing text is hard to copy. */
function Results() {
  const kind = usePage();
  const { linkTo } = useActions();
  const { state, data } = useRunOnce();
  const [day] = useState(() => new Date().toISOString().slice(0, 10));
  const { run, returnableFrom, step } = state;
  if (returnableFrom > 0)
    return (
      <p className="note">
        This run had other settings before step {formatCount(returnableFrom)}. The link holds the last
        settings and trains with them from step 0, so it does not repeat this run.
      </p>
    );
  if (!run || step === 0 || encodeConfig(kind, run.config) !== encodeConfig(kind, state.config)) return null;
  const now = { ...state, run };
  const link = [linkTo(run.config), ...resultsOf(now)].join("&");
  const text = receipt(kind, now, data, link, import.meta.env.VITE_VERSION as string, day);
  return (
    <section aria-label="With the results so far">
      <h3>With the results so far</h3>
      <CopyText action="Copy link with results" label="Link with results" text={text} lines={6} />
    </section>
  );
}
