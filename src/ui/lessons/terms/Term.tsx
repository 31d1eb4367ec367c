/** A symbol or word in the text. It is explained on hover and focus, and linked to its control and its curve. */
import { useId, type PropsWithChildren, type ReactNode, type SyntheticEvent } from "react";
import { Formula } from "../parts/Formula.tsx";
import { GLOSSARY, type Symbol } from "./glossary.ts";
import { WORDS, type Explanation, type Word as WordId } from "./words.ts";

export function Term({ of, tex }: { readonly of: Symbol; readonly tex?: string }) {
  const { symbol, ...entry } = GLOSSARY[of];
  return (
    <Explained lights={[of]} {...entry}>
      <Formula tex={tex ?? symbol} />
    </Explained>
  );
}

export function Word({ of, children }: { readonly of: WordId; readonly children?: ReactNode }) {
  const entry = WORDS[of];
  return <Explained {...entry}>{children ?? entry.name}</Explained>;
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

function Explained({ name, meaning, lights = [], children }: PropsWithChildren<Explanation>) {
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
