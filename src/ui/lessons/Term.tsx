/** A symbol in the text: explained on hover and on focus, and linked to its control and its curve. */
import { useId } from "react";
import { Formula } from "./Formula.tsx";
import { GLOSSARY, type Entry, type Symbol } from "./glossary.ts";

export function Term({ of, tex }: { readonly of: Symbol; readonly tex?: string }) {
  const id = useId();
  const { symbol, name, meaning, lights }: Entry = GLOSSARY[of];
  return (
    <span className="term" tabIndex={0} role="term" aria-describedby={id} data-term={lights?.join(" ") ?? of}>
      <Formula tex={tex ?? symbol} />
      <span className="term-text" id={id} role="tooltip">
        <strong>{name}.</strong> {meaning}
      </span>
    </span>
  );
}
