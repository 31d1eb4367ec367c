/**
 * Messages for the user, one at a time, in a line that is always there. It covers nothing, and it grows only for a
 * failure and for corrected settings.
 */
import { counted } from "../../store/format.ts";
import { useFramed } from "../charts/use-framed.ts";
import { useOutdated, usePage, usePlayground, useRunNow } from "../parts/context.ts";
import { lazyPart } from "../parts/lazily.tsx";
import { Popover } from "../parts/Popover.tsx";
import { RemedyButtons } from "../parts/RemedyButtons.tsx";
import { loadAdvice, useAdvice, useAdviceFailed, useAdvisor } from "../parts/use-advice.ts";
import { presetSentence, type Advice } from "../parts/workload-page.ts";
import { Diverged, FailureBanner, Notice, Offline, Preparing, Repairs } from "../shell/Banners.tsx";
import { LookingBack } from "./Scrubber.tsx";
import { SlowRun } from "./SlowRun.tsx";

/**
 * In order of importance; the style sheet shows the first one present. Corrected settings stand before it and hide no
 * other message, because the corrected value may be the cause of a warning.
 */
export function MessageLine({ withNotes = true }: { readonly withNotes?: boolean }) {
  return (
    <div className="message-line">
      <Repairs />
      <FailureBanner />
      <Diverged />
      <Preparing />
      <LookingBack />
      <Stopped />
      <Reproduced />
      <Claim />
      <Advices kind="warning" />
      <AdviceFailed />
      <SlowRun />
      <Notice />
      {withNotes && <Remark />}
      {withNotes && <Advices kind="note" />}
      <Offline />
      {withNotes && <About />}
    </div>
  );
}

function Advices({ kind }: Pick<Advice, "kind">) {
  // Advice also depends on settings and choices that change without the run.
  usePlayground((state) => state);
  const [first, ...others] = useAdvice(kind, useFramed());
  // A claim uses its paper’s own setting, so no advice is shown.
  const isClaim = usePlayground(({ notice }) => notice?.about === "claim");
  if (!first || isClaim) return null;
  return (
    <section className={`message ${kind}`} aria-label="Advice">
      <p>{first.text}</p>
      <RemedyButtons remedies={first.remedies} />
      {others.length > 0 && (
        <Popover name={counted(others.length, `more ${kind}`)}>
          {others.map(({ text, remedies }) => (
            <div key={text} className="advice">
              <p className={kind}>{text}</p>
              <RemedyButtons remedies={remedies} />
            </div>
          ))}
        </Popover>
      )}
    </section>
  );
}

function AdviceFailed() {
  const page = usePage();
  if (!useAdviceFailed()) return null;
  return (
    <section className="message" aria-label="Advice">
      <p>Advice on these settings could not be loaded.</p>
      <button type="button" onClick={() => void loadAdvice(page)}>
        Try again
      </button>
    </section>
  );
}

/** The rule that stopped training, as long as the run stands at that step. */
export function Stopped() {
  const { spoken } = usePage();
  const run = usePlayground((state) => state.run);
  const stopped = usePlayground((state) => state.stopped);
  const isOfEarlierRun = useOutdated();
  return run && stopped && spoken && !isOfEarlierRun ? (
    <p className="message">{spoken.stopped(run.config, stopped)}</p>
  ) : null;
}

const ReproducedText = lazyPart(async () => (await import("./Reproduced.tsx")).ReproducedText);

/** Compares the run with the results in its link. */
function Reproduced() {
  const hasResults = usePlayground(({ claimed }) => claimed !== undefined);
  return hasResults && <ReproducedText />;
}

const ClaimLine = lazyPart(async () => (await import("../gallery/ClaimLine.tsx")).ClaimLine);

/** The verdict on a claim. Every claim needs several seeds. */
function Claim() {
  const isOfEarlierRun = useOutdated();
  const mayBeClaim = usePlayground(
    ({ status, run }) => status === "finished" && (run?.config.seeds ?? 1) > 1,
  );
  return mayBeClaim && !isOfEarlierRun && <ClaimLine />;
}

/** The preset’s own sentence; without one, a sentence about the task or the page. It waits for possible advice. */
function About() {
  const page = usePage();
  const about = usePlayground((state) => presetSentence(page, state) ?? page.about?.(state));
  return useAdvisor() ? <p className="message about">{about ?? page.purpose}</p> : null;
}

function Remark() {
  const page = usePage();
  const now = useRunNow();
  const isOfEarlierRun = useOutdated();
  const remark = now && !isOfEarlierRun ? page.remark?.(now) : undefined;
  return remark ? <p className="message">{remark}</p> : null;
}
