/** The parts of a lesson's text: questions, runs, what follows an answer, and words that point elsewhere. */
import { useEffect, useRef, useState, type PropsWithChildren, type ReactNode, useId } from "react";
import { flushSync } from "react-dom";
import { lightBlocks } from "../../diagram/lit-blocks.ts";
import { openPanel, whyTab } from "../../parts/open.ts";
import { useActions, useOpenPage, usePlayground } from "../../parts/context.ts";
import { useLesson, usePrediction } from "./lesson-context.ts";
import { lightTerms } from "../terms/terms.ts";
import { lessonNumber, type LessonId } from "../../../experiment/lessons/course.ts";
import { lessonLink } from "../../../experiment/lessons/place.ts";
import { formatCount } from "../../../store/format.ts";
import { isOf, outcomeKey, setupKey } from "../../../store/outcomes.ts";

/** Figures of the page, and the tab that holds each on a phone. */
const FIGURES = {
  Error: { place: '#result figure[aria-label="Error"]', panel: "curves" },
  "Singular values": { place: '#result figure[aria-label="Singular values"]', panel: "spectra" },
  "Network diagram": { place: '#result figure[aria-label="Network diagram"]', panel: "network" },
  Curves: { place: "#result .errors", panel: "curves" },
  "The block": { place: "#result .spectra", panel: "block" },
  Updates: { place: "#result .updates", panel: "updates" },
} as const;

type Figure = keyof typeof FIGURES;

const WHY = { place: "main .panel.why", panel: "why" };

const isFigure = (figure: string): figure is Figure => Object.hasOwn(FIGURES, figure);

interface Pointed {
  /** A figure, or a part of “Seeing why” by its id: `why:subspace`. */
  readonly figure: Figure | `why:${string}`;
  readonly step?: number | undefined;
  /** Networks and settings to highlight, named as in `data-term`. */
  readonly terms?: readonly string[];
  readonly blocks?: readonly string[];
}

/**
 * Words in the text that point at the page. A click on them brings a figure into view, moves to a step, and
 * highlights lines and blocks. The next click undoes all of this, and so does moving the focus away.
 */
export function ShowMe({ children, ...pointed }: Pointed & { readonly children: ReactNode }) {
  const { lookAt } = useActions();
  const tab = whyTab.use();
  const [isOn, setOn] = useState(false);
  const undo = useRef<() => void>(undefined);
  /** Undoes the effect, and scrolls back to the words unless the focus has moved to another element. */
  const leave = (words: Element, next: Element | null): void => {
    if (!undo.current) return;
    undo.current();
    undo.current = undefined;
    setOn(false);
    if (!next) words.scrollIntoView({ block: "nearest" });
  };
  useEffect(() => () => undo.current?.(), []);
  return (
    <button
      type="button"
      className="show-me"
      aria-pressed={isOn}
      data-step={pointed.step}
      onClick={(event) => {
        if (isOn) return leave(event.currentTarget, null);
        // Safari does not focus a button that is clicked, but the effect is undone when the focus leaves the
        // button.
        event.currentTarget.focus();
        undo.current = pointAt(pointed, tab, lookAt);
        setOn(true);
      }}
      onBlur={({ currentTarget, relatedTarget }) => leave(currentTarget, relatedTarget)}
    >
      {children}
    </button>
  );
}

/** The class of a figure at which a text points. */
const SHOWN = "shown-by-text";

/**
 * Brings a figure into view and marks it: at once, or later if the code of its panel still loads. Returns a function
 * that undoes this.
 */
function markWhenDrawn(selector: string): () => void {
  let place: Element | null = null;
  const changes = new MutationObserver(mark);
  function mark(): void {
    place = document.querySelector(selector);
    if (!place) return;
    changes.disconnect();
    place.classList.add(SHOWN);
    place.scrollIntoView({ block: "nearest" });
  }
  changes.observe(document.body, { childList: true, subtree: true });
  mark();
  return () => {
    changes.disconnect();
    place?.classList.remove(SHOWN);
  };
}

/** Shows the figure and highlights its terms and blocks. Returns a function that undoes this. */
function pointAt(
  { figure, step, terms = [], blocks = [] }: Pointed,
  tabBefore: string | null,
  lookAt: (step: number | undefined) => void,
): () => void {
  const part = figure.startsWith("why:") ? figure.slice(4) : undefined;
  if (part !== undefined) whyTab.set(part);
  const { place: selector, panel } = isFigure(figure) ? FIGURES[figure] : WHY;
  // On a phone the figure may be in another tab.
  const panelBefore = openPanel.get();
  flushSync(() => openPanel.set(panel));
  const undos = [markWhenDrawn(selector), lightTerms(terms), lightBlocks(blocks)];
  if (step !== undefined) lookAt(step);
  return () => {
    for (const undo of undos) undo();
    if (step !== undefined) lookAt(undefined);
    openPanel.set(panelBefore);
    if (part !== undefined) whyTab.set(tabBefore);
  };
}

/** Hides runs and explanations that would give an answer away, until the student has committed to one. */
export function After({ question, children }: PropsWithChildren<{ readonly question: string }>) {
  const [answer] = usePrediction(question);
  return answer === undefined ? <AnswerFirst questions={[question]} /> : children;
}

/** Lists the questions that are still open, with links to them. */
export function AnswerFirst({ questions }: { readonly questions: readonly string[] }) {
  const { id, questions: all, place } = useLesson();
  const { showLesson } = useActions();
  return questions.map((question) => {
    const screen = all[question]?.screen ?? 1;
    return (
      <p key={question} className="outcome waiting-for box">
        {screen === place.screen ? (
          "Answer the question. Then the lesson continues here."
        ) : (
          <>
            This part comes after a question that you have not answered yet.{" "}
            <button type="button" onClick={() => showLesson({ lesson: id, screen })}>
              Go to the question
            </button>
          </>
        )}
      </p>
    );
  });
}

/** A question of the lesson with a few answers, and what follows once the student has committed to one. */
export function Predict({ question, children }: PropsWithChildren<{ readonly question: string }>) {
  return (
    <>
      <Question question={question} />
      {children && <After question={question}>{children}</After>}
    </>
  );
}

function Question({ question }: { readonly question: string }) {
  const asked = useLesson().questions[question];
  if (!asked) throw new Error(`Bug: no question ${question}`);
  const { text, options } = asked;
  const [committed, commit] = usePrediction(question);
  const [chosen, choose] = useState<string | undefined>(committed);
  const name = useId();
  if (committed !== undefined)
    return (
      <div className="predict box">
        <p>{text}</p>
        <p>
          <span>Your prediction:</span> <strong>{options[committed] ?? committed}</strong>{" "}
          <button type="button" className="quiet" onClick={() => commit(undefined)}>
            Change
          </button>
        </p>
      </div>
    );
  return (
    <form
      className="predict box stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) commit(chosen);
      }}
    >
      <fieldset>
        <legend>{text}</legend>
        {Object.entries(options).map(([value, answer]) => (
          <label key={value} className="check item">
            <input type="radio" name={name} checked={chosen === value} onChange={() => choose(value)} />
            {answer}
          </label>
        ))}
      </fieldset>
      <button type="submit" disabled={chosen === undefined}>
        That is my prediction
      </button>
    </form>
  );
}

/** Opens one of the lesson's experiments on the page and trains it. The state of its run stands beside the button. */
export function RunIt({ setup }: { readonly setup: string }) {
  const found = useLesson().setups[setup];
  if (!found) throw new Error(`Bug: no set-up ${setup}`);
  const { run } = useActions();
  const { kind, data } = useOpenPage();
  const key = setupKey(kind, found.fields);
  const steps = formatCount(kind.repair(found.fields).config.steps);
  const state = usePlayground(({ config, outcomes, status, step }) => {
    const isHere = outcomeKey(kind, config) === key;
    if (isHere && status === "loading") return "preparing…";
    if (isHere && status === "running") return `step ${formatCount(step)} of ${steps}`;
    const outcome = outcomes.get(key);
    if (!outcome) return "";
    return isOf(outcome.data, data) ? "✓ run" : "✓ run; the page now shows another one";
  });
  return (
    <p className="run-it row">
      <button type="button" className="primary" onClick={() => run(found.fields)}>
        Run: {found.name}
      </button>
      <span className="note">{state}</span>
    </p>
  );
}

/** A link in the text that names a lesson and opens it. */
export function LessonLink({ of }: { readonly of: LessonId }) {
  return <a href={`#${lessonLink({ lesson: of, screen: 1 })}`}>lesson {lessonNumber(of)}</a>;
}
