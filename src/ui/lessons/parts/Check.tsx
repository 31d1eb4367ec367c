/**
 * Shows the findings of the student's own runs beside the prediction. Until the runs have ended, it names the
 * run that is missing.
 */
import type { ReactNode } from "react";
import { usePrediction } from "./prediction-context.ts";
import { useLesson, useOutcome } from "./lesson-context.ts";

/** A finding, with a verdict on the prediction if one was asked for. It need not come from a run. */
export function Found({
  verdict,
  children,
}: {
  readonly verdict?: VerdictProps;
  readonly children: ReactNode;
}) {
  return (
    <div className="outcome" role="note" aria-label="What happened">
      {verdict && <Verdict {...verdict} />}
      {children}
    </div>
  );
}

function NotRun({ setup }: { readonly setup: string }) {
  const name = useLesson().setups[setup]?.name ?? setup;
  return <p className="outcome waiting-for">Run “{name}” first: this part needs your own run.</p>;
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

/** Creates checks that read outcomes of one kind. */
export function createChecks<O>(useOutcomeOf: (setup: string) => O | undefined) {
  interface Props {
    /** The set-up whose run the check reads. */
    readonly of: string;
    /** `found` reads the answer from the run. It returns undefined if none of the answers matches. */
    readonly prediction?: {
      readonly question: string;
      readonly found: (outcome: O) => string | undefined;
    };
    readonly children: (outcome: O) => ReactNode;
  }

  function Check({ of, prediction, children }: Props) {
    const outcome = useOutcomeOf(of);
    if (!outcome) return <NotRun setup={of} />;
    return (
      <Found
        {...(prediction
          ? { verdict: { question: prediction.question, found: prediction.found(outcome) } }
          : {})}
      >
        {children(outcome)}
      </Found>
    );
  }

  interface BothProps {
    readonly of: readonly [string, string];
    readonly prediction?: {
      readonly question: string;
      readonly found: (a: O, b: O) => string | undefined;
    };
    readonly children: (a: O, b: O) => ReactNode;
  }

  /** A check that reads two runs. */
  function CheckBoth({ of: [first, second], prediction, children }: BothProps) {
    const other = useOutcomeOf(second);
    if (!other) return <NotRun setup={second} />;
    return (
      <Check
        of={first}
        {...(prediction
          ? { prediction: { question: prediction.question, found: (a) => prediction.found(a, other) } }
          : {})}
      >
        {(outcome) => children(outcome, other)}
      </Check>
    );
  }

  return { Check, CheckBoth };
}

export const { Check, CheckBoth } = createChecks(useOutcome);
