/** Shares the experiment as a link, a QR code, or a frame for another page. */
import { useState } from "react";
import { encodeLink } from "../../experiment/link.ts";
import { formatCount } from "../../store/format.ts";
import { useActions, usePlayground, useStateOnce } from "../parts/context.ts";
import type { ViewProps } from "../views/views.ts";
import { CopyText } from "./CopyText.tsx";
import { EmbedForm } from "./EmbedForm.tsx";
import { receipt, resultsOf } from "./receipt.ts";
import { ShareSheet } from "./ShareSheet.tsx";

export function Share({ onClose }: ViewProps) {
  const link = useActions().link();
  const file = usePlayground(({ config, userFile }) => config.data === "file" && userFile?.name);
  return (
    <ShareSheet
      link={link}
      fileNote={
        file
          ? `The link does not contain the file. Anyone who opens the link is asked for ${file}, so send the file too.`
          : undefined
      }
      results={<Results />}
      onClose={onClose}
    >
      <EmbedSection />
    </ShareSheet>
  );
}

/** The preview trains like any embed, so it exists only while this section is open. */
function EmbedSection() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="embed-section" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <h3>In a page of your own</h3>
      </summary>
      {isOpen && <EmbedForm />}
    </details>
  );
}

/** Shows the results as they were when the sheet was opened, because a changing text is hard to copy. */
function Results() {
  const state = useStateOnce();
  const [day] = useState(() => new Date().toISOString().slice(0, 10));
  const { linkTo } = useActions();
  const { run, returnableFrom } = state;
  if (returnableFrom > 0)
    return (
      <p className="note">
        This run had other settings before step {formatCount(returnableFrom)}. The link holds the last
        settings and trains with them from step 0, so it does not repeat this run.
      </p>
    );
  if (!run || state.step === 0 || encodeLink(run.config) !== encodeLink(state.config)) return null;
  const text = receipt(
    { ...state, run },
    [linkTo(run.config), ...resultsOf({ ...state, run })].join("&"),
    import.meta.env.VITE_VERSION as string,
    day,
  );
  return (
    <section aria-label="With the results so far">
      <h3>With the results so far</h3>
      <CopyText action="Copy link with results" label="Link with results" text={text} lines={6} />
    </section>
  );
}
