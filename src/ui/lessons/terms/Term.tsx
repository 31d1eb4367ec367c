/** A symbol or word in the text. It is explained on hover and focus, and linked to its control and its curve. */
import { useId, type ReactNode, type SyntheticEvent } from "react";
import { Formula } from "../parts/Formula.tsx";
import { GLOSSARY, type Entry, type Symbol } from "./glossary.ts";
import { WORDS, type Word as WordId, type WordEntry } from "./words.ts";

export function Term({ of, tex }: { readonly of: Symbol; readonly tex?: string }) {
  const { symbol, name, meaning, lights }: Entry = GLOSSARY[of];
  return (
    <Explained name={name} meaning={meaning} lights={lights ?? [of]}>
      <Formula tex={tex ?? symbol} />
    </Explained>
  );
}

export function Word({ of, children }: { readonly of: WordId; readonly children?: ReactNode }) {
  const { word, meaning, lights }: WordEntry = WORDS[of];
  return (
    <Explained name={word} meaning={meaning} lights={lights ?? []}>
      {children ?? word}
    </Explained>
  );
}

const MARGIN = 8;

/** Moves the explanation to the left as far as the lesson's right edge requires. */
function keepInside({ currentTarget }: SyntheticEvent<HTMLElement>): void {
  const text = currentTarget.querySelector<HTMLElement>(".term-text");
  const edge = currentTarget.closest(".lesson")?.getBoundingClientRect().right ?? window.innerWidth;
  if (!text) return;
  text.style.left = "0";
  const over = text.getBoundingClientRect().right + MARGIN - Math.min(edge, window.innerWidth);
  text.style.left = `${-Math.max(0, over)}px`;
}

interface Props {
  readonly name: string;
  readonly meaning: string;
  readonly lights: readonly string[];
  readonly children: ReactNode;
}

function Explained({ name, meaning, lights, children }: Props) {
  const id = useId();
  return (
    <span
      className="term"
      onPointerEnter={keepInside}
      onFocus={keepInside}
      tabIndex={0}
      role="term"
      aria-describedby={id}
      data-term={lights.join(" ")}
    >
      {children}
      <span className="term-text float" id={id} role="tooltip">
        <strong>{name}.</strong> {meaning}
      </span>
    </span>
  );
}
