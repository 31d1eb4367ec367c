/**
 * Shows the findings of the student's own runs beside the prediction. Until the runs have ended, it names the
 * run that is missing.
 */
import { useEffect, useRef, type ReactNode, type Ref } from "react";
import { usePrediction, useLesson, useOutcome } from "./lesson-context.ts";

/**
 * A finding in a box, with a verdict on the prediction if one was asked for, and its explanation below the box. It need
 * not come from a run.
 */
export function Found({
  verdict,
  children,
  why,
  ref,
}: {
  readonly verdict?: VerdictProps;
  readonly children: ReactNode;
  readonly why?: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
}) {
  return (
    <>
      <div ref={ref} className="outcome box" role="note" aria-label="What happened">
        {verdict && <Verdict {...verdict} />}
        {children}
      </div>
      {why}
    </>
  );
}

/** Brings the finding into view when a run ends. Returns the finding's ref. */
function useRevealed(first: unknown, second: unknown): Ref<HTMLDivElement> {
  const found = useRef<HTMLDivElement>(null);
  const shown = useRef([first, second]);
  useEffect(() => {
    const isNew = first !== shown.current[0] || second !== shown.current[1];
    shown.current = [first, second];
    if (isNew && found.current) reveal(found.current);
  }, [first, second]);
  return found;
}

/** Scrolls the lesson beside the run. On a phone, where only the page could scroll, nothing moves. */
function reveal(found: Element): void {
  const lesson = found.closest(".lesson");
  if (!lesson) return;
  const [place, frame] = [found.getBoundingClientRect(), lesson.getBoundingClientRect()];
  const hidden = place.bottom - frame.bottom;
  if (hidden > 0) lesson.scrollBy({ top: Math.min(hidden, place.top - frame.top) });
}

interface VerdictProps {
  readonly question: string;
  readonly found: string | undefined;
}

function Verdict({ question, found }: VerdictProps) {
  const [predicted] = usePrediction(question);
  if (predicted === undefined || found === undefined) return null;
  return (
    <p className={predicted === found ? "verdict right" : "verdict"}>
      {predicted === found
        ? "✓ As you predicted."
        : "Not what you predicted. That is what predictions are for."}
    </p>
  );
}

/** Creates a check that reads outcomes of one kind. */
export function createCheck<O>(useOutcomeOf: (setup: string) => O | undefined) {
  interface Props {
    /** The set-up whose run the check reads, or two of them. */
    readonly of: string | readonly [string, string];
    /** The question whose prediction the check compares. */
    readonly question?: string;
    /** Reads the answer from the runs. Returns undefined if none of the answers matches. */
    readonly found?: (outcome: O, second: O) => string | undefined;
    /** What happened, in two sentences. */
    readonly children: (outcome: O, second: O) => ReactNode;
    /** The explanation below the box. */
    readonly renderWhy?: (outcome: O, second: O) => ReactNode;
  }

  return function Check({ of, question, found, children, renderWhy }: Props) {
    const [first, second = first] = typeof of === "string" ? [of] : of;
    const [one, other] = [useOutcomeOf(first), useOutcomeOf(second)];
    const ref = useRevealed(one, other);
    const { setups } = useLesson();
    if (!one || !other) {
      const missing = other ? first : second;
      return (
        <p className="outcome waiting-for box">
          Run “{setups[missing]?.name ?? missing}” first: this part needs your own run.
        </p>
      );
    }
    return (
      <Found
        ref={ref}
        why={renderWhy?.(one, other)}
        {...(question !== undefined && { verdict: { question, found: found?.(one, other) } })}
      >
        {children(one, other)}
      </Found>
    );
  };
}

export const Check = createCheck(useOutcome);
