/**
 * A symbol or word in the text. It is explained on hover and focus, and linked to its control and its curve.
 */
import { useId, type ReactNode } from "react";
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

interface Props {
  readonly name: string;
  readonly meaning: string;
  readonly lights: readonly string[];
  readonly children: ReactNode;
}

function Explained({ name, meaning, lights, children }: Props) {
  const id = useId();
  return (
    <span className="term" tabIndex={0} role="term" aria-describedby={id} data-term={lights.join(" ")}>
      {children}
      <span className="term-text" id={id} role="tooltip">
        <strong>{name}.</strong> {meaning}
      </span>
    </span>
  );
}
