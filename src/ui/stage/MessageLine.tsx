/**
 * Messages for the user, one at a time, in a line that is always there. It covers nothing, and it grows only for a
 * failure and for corrected settings.
 */
import type { Advice } from "../../store/advice/advice.ts";
import { counted } from "../../store/format.ts";
import { headline, missingText } from "../../store/run/headline.ts";
import { stoppedText } from "../../store/run/stopped.ts";
import { Banners, Notice, Offline, Repairs } from "../shell/Banners.tsx";
import { useCommon, usePlayground, useRunData } from "../parts/context.ts";
import { loadAdvice, useAdvice, useAdviceFailed } from "../parts/use-advice.ts";
import { useFramed } from "../charts/use-framed.ts";
import { lazily, Loading } from "../parts/lazily.tsx";
import { ComparisonLine } from "../workloads/mf/comparison/ComparisonLine.tsx";
import { Preparing } from "../shell/Preparing.tsx";
import { LookingBack } from "./Scrubber.tsx";
import { Remedies } from "./Remedies.tsx";
import { presetOf } from "../../store/change.ts";
import { isOutdated, shownNetworks } from "../../store/kinds/matrix-state.ts";
import { Popover } from "../parts/Popover.tsx";
import { SlowRun } from "./SlowRun.tsx";

/**
 * In order of importance; the style sheet shows the first one present. Corrected settings stand before it and hide no
 * other message, because the corrected value may be the cause of a warning.
 */
export function MessageLine({ withNotes = true }: { readonly withNotes?: boolean }) {
  return (
    <div className="message-line">
      <Repairs />
      <Banners />
      <Preparing />
      <ComparisonLine />
      <LookingBack />
      <Stopped />
      <Reproduced />
      <Advices kind="warning" />
      <AdviceFailed />
      <SlowRun />
      <Notice />
      {withNotes && <BaselineComparison />}
      {withNotes && <Advices kind="note" />}
      <Offline />
      {withNotes && <About />}
    </div>
  );
}

function Advices({ kind }: Pick<Advice, "kind">) {
  usePlayground((state) => state.config);
  usePlayground((state) => state.compared);
  const { data, state } = useRunData();
  const [first, ...others] = useAdvice(useFramed())?.messagesNow(kind, state, data) ?? [];
  // A claim uses its paper’s own setting, so no advice is shown.
  const isClaim = usePlayground(({ notice }) => notice?.about === "claim");
  if (!first || isClaim) return null;
  return (
    <section className={`message ${kind}`} aria-label="Advice">
      <p>{first.text}</p>
      <Remedies remedies={first.remedies} />
      {others.length > 0 && (
        <Popover name={counted(others.length, `more ${kind}`)}>
          {others.map(({ text, remedies }) => (
            <div key={text} className="advice">
              <p className={kind}>{text}</p>
              <Remedies remedies={remedies} />
            </div>
          ))}
        </Popover>
      )}
    </section>
  );
}

function AdviceFailed() {
  if (!useAdviceFailed()) return null;
  return (
    <section className="message" aria-label="Advice">
      <p>Advice on these settings could not be loaded.</p>
      <button type="button" onClick={() => void loadAdvice()}>
        Try again
      </button>
    </section>
  );
}

/** The rule that stopped training, as long as the run stands at that step. */
export function Stopped() {
  const run = usePlayground((state) => state.run);
  const stopped = usePlayground((state) => state.stopped);
  const isOfEarlierRun = usePlayground(isOutdated);
  return run && stopped && !isOfEarlierRun ? (
    <p className="message">{stoppedText(run.config, stopped)}</p>
  ) : null;
}

const ReproducedText = lazily(async () => (await import("./Reproduced.tsx")).ReproducedText);

/** Compares the run with the results in its link. */
export function Reproduced() {
  const hasResults = useCommon(({ claimed }) => claimed !== undefined);
  return (
    hasResults && (
      <Loading waiting={null}>
        <ReproducedText />
      </Loading>
    )
  );
}

/** The preset’s own sentence, or one about missing cells, or one about every run, unless there may be advice. */
function About() {
  const about = usePlayground((state) => presetOf(state.config)?.about ?? missingText(state.run));
  if (!useAdvice()) return null;
  return <p className="message about">{about ?? "Every network learns the same matrix."}</p>;
}

function BaselineComparison() {
  const run = usePlayground((state) => state.run);
  const networks = usePlayground(shownNetworks);
  const step = usePlayground((state) => state.step);
  const isOfEarlierRun = usePlayground(isOutdated);
  const { comparison } = headline(run, networks, step);
  return comparison && !isOfEarlierRun ? <p className="message">{comparison}</p> : null;
}
