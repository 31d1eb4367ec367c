/** Messages for the user: corrected settings, failures with remedies, notices, the work in progress, and what works offline. */
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { isEarlierRun } from "../../store/config.ts";
import { formatBytes, formatCount } from "../../store/format.ts";
import { needsFile, type Failure } from "../../store/state.ts";
import { useActions, useOpenPage, useOutdated, usePage, usePlayground } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { RemedyButtons } from "../parts/RemedyButtons.tsx";
import { useAdvisor } from "../parts/use-advice.ts";
import { useKept, useOnline } from "../parts/use-media.ts";
import type { Preparing as Part } from "../../training/plan.ts";
import { Quicker } from "../stage/SlowRun.tsx";

const MAX_REPAIRS = 12;

export function FailureBanner() {
  const page = usePage();
  const failure = usePlayground((state) => state.failure);
  const backend = usePlayground((state) => state.backend);
  const hadStarted = usePlayground((state) => state.run !== undefined && !isEarlierRun(page, state));
  const { goOn } = useActions();
  const { Ask, Open } = page.ownFile ?? {};
  if (!failure) return null;
  if (Ask && needsFile({ failure })) return <Ask />;
  // A link cannot contain the file. Nothing has gone wrong.
  if (Open && needsFile({ failure }))
    return (
      <div className="banner" role="status">
        <p>{failure.message}</p>
        <div className="ways-on row">
          <Open />
        </div>
      </div>
    );
  return (
    <div className="banner error" role="alert">
      <p>
        <strong>
          {failure.code === "cancelled"
            ? "Cancelled."
            : hadStarted
              ? "Training stopped."
              : "Training did not start."}
        </strong>{" "}
        {failure.message}
      </p>
      <div className="ways-on row">
        {failure.code === "bug" ? (
          <button type="button" onClick={() => window.location.reload()}>
            Reload the page
          </button>
        ) : (
          <button type="button" onClick={() => void goOn(backend)}>
            Try again
          </button>
        )}
        <SmallerButton {...failure} />
        {backend === "webgpu" && (
          <button type="button" onClick={() => void goOn("cpu")}>
            Train on the CPU
          </button>
        )}
      </div>
    </div>
  );
}

/** Offers the nearest smaller size, if there is one. */
function SmallerButton({ smaller, isGuess }: Pick<Failure, "smaller" | "isGuess">) {
  const page = usePage();
  const { open } = useActions();
  if (!smaller) return null;
  const size = page.sizeText?.(smaller) ?? "a smaller size";
  return (
    <button type="button" onClick={() => open(smaller)}>
      {isGuess
        ? `Try it at ${size}, which needs about half the memory`
        : `${page.smallerVerb?.(smaller) ?? "Open it at"} ${size}, the nearest size that fits this device`}
    </button>
  );
}

export function Diverged() {
  const { looks } = usePage();
  const state = usePlayground((now) => now);
  const isOfEarlierRun = useOutdated();
  const diverged = state.models.filter(({ progress }) => progress?.diverged);
  const advisor = useAdvisor(diverged.length > 0);
  if (diverged.length === 0 || isOfEarlierRun) return null;
  const steps = diverged.map(
    ({ id, label, progress }) => `${looks[id]?.name ?? label} at step ${formatCount(progress?.step ?? 0)}`,
  );
  const why = advisor?.diverged(state, diverged);
  return (
    <div className="banner error" role="alert">
      <p>
        <strong>Diverged: {steps.join(", ")}.</strong> {why?.text}
      </p>
      {why && <RemedyButtons remedies={why.remedies} />}
    </div>
  );
}

/** Says what still works offline. If the browser holds a copy of the page, everything does. */
export function Offline() {
  const online = useOnline();
  const kept = useKept();
  if (online) return null;
  return (
    <section className="banner" role="status" aria-label="Offline">
      <p>
        {kept
          ? "You are offline. Everything still works, because this browser holds a copy of the whole page. Links to papers do not open."
          : "You are offline. Training, settings and open views still work. Other views and data load when you are online again."}
      </p>
    </section>
  );
}

/** Settings that were corrected. The message line shows them together with its next message. */
export function Repairs() {
  const repairs = usePlayground((state) => state.repairs);
  const { ownFile } = usePage();
  const keepsOnly = usePlayground((state) => ownFile?.keepsOnly?.(state) ?? false);
  const { dismissRepairs } = useActions();
  if (repairs.length === 0) return null;
  return (
    <section className="banner repairs" aria-label="Settings that were changed">
      <div>
        {!keepsOnly && <p>Some settings were changed:</p>}
        <ul>
          {repairs.slice(0, MAX_REPAIRS).map((repair, i) => (
            // The index is part of the key, because two corrections may have the same text.
            <li key={i}>{repair}</li>
          ))}
          {repairs.length > MAX_REPAIRS && <li>and {formatCount(repairs.length - MAX_REPAIRS)} more.</li>}
        </ul>
      </div>
      {ownFile?.Kept && <ownFile.Kept />}
      <DismissButton onClick={dismissRepairs} />
    </section>
  );
}

/** A notice: why this engine is in use, or any other. */
export function Notice({ isOfEngine = false }: { readonly isOfEngine?: boolean }) {
  const notice = usePlayground((state) => state.notice);
  const { dismissNotice } = useActions();
  if (!notice || (notice.about === "engine") !== isOfEngine) return null;
  return (
    <section className="banner notice" aria-label="Notice">
      <p>{notice.message}</p>
      <SmallerButton {...notice} />
      <DismissButton onClick={dismissNotice} />
    </section>
  );
}

function DismissButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" className="quiet" aria-label="Dismiss" onClick={onClick}>
      <Icon name="close" />
    </button>
  );
}

const TICK_MS = 250;
/** For waits of fewer seconds, no time is shown. */
const WORTH_SAYING = 2;
/** The bar of a part that takes longer than expected stops here, short of its end. */
const MAX_OF_A_PART = 0.95;

/** The worker's name for the loading of data, whose parts are bytes. */
const BYTES = "bytes";

/** The work in progress, how far it has come, and a way to cancel it. */
export function Preparing() {
  const { pace } = usePage();
  const preparing = usePlayground((state) => state.preparing);
  const state = usePlayground((now) => (now.status === "loading" ? now : undefined));
  const { cancelLoading } = useActions();
  if (!state) return null;
  const expected = pace?.expected(state);
  const then = pace && expected ? ` ${pace.afterwards(state.config, expected)}` : "";
  return (
    <section className="preparing" aria-label="Preparing">
      {preparing ? <Progress key={preparing.done} part={preparing} then={then} /> : <p>Preparing…{then}</p>}
      {pace && expected && expected.secondsLeft > pace.slowSeconds && (
        <Quicker config={state.config} smaller={expected.smaller} />
      )}
      <button
        type="button"
        onClick={({ detail: clicks }) => {
          // The work begins with another button, which may have been where this one appears. So the second click of a
          // double click does not cancel.
          if (clicks < 2) cancelLoading();
        }}
      >
        Cancel
      </button>
    </section>
  );
}

/**
 * One part of the work. Its bar follows the clock where the time is known, because the worker sends nothing while it
 * works on a part.
 */
function Progress({
  part: { what, done, total, seconds, secondsLeft },
  then,
}: {
  readonly part: Part;
  /** Says how long training will take afterwards, if it takes long. */
  readonly then: string;
}) {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const startedAt = performance.now();
    const timer = setInterval(() => setElapsed((performance.now() - startedAt) / 1e3), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const { preparing: words } = usePage();
  const left = Math.ceil(secondsLeft - elapsed);
  return (
    <>
      <p>
        {words?.[what] ?? `Preparing: ${what}`}…
        {what === BYTES && ` ${formatBytes(done)} of ${formatBytes(total)}`}
        {left >= WORTH_SAYING && ` About ${left} s left.`}
        {then}
      </p>
      <progress
        aria-label="Parts prepared"
        max={total}
        value={done + (seconds > 0 ? Math.min(MAX_OF_A_PART, elapsed / seconds) : 0)}
      />
    </>
  );
}

/** Announces milestones to screen readers. */
export function LiveRegion() {
  const spoken = useStore(useOpenPage().spoken);
  return (
    <p className="visually-hidden" role="status">
      {spoken}
    </p>
  );
}
