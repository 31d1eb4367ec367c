/**
 * Typesets mathematics with KaTeX, including MathML for screen readers. `\htmlData{term=…}{…}` and
 * `\htmlData{blocks=…}{…}` mark a part of a formula that highlights its controls and curves, or its blocks
 * (terms.ts).
 */
import { render } from "katex";
import "katex/dist/katex.min.css";
import { useLayoutEffect, useRef } from "react";

const OPTIONS = {
  output: "htmlAndMathml",
  throwOnError: false,
  trust: ({ command }: { readonly command: string }) => command === "\\htmlData",
  strict: (code: string) => (code === "htmlExtension" ? "ignore" : "warn"),
  // A middle dot is a multiplication.
  macros: { "·": "\\cdot" },
  maxExpand: 100,
  maxSize: 20,
} as const;

export function Formula({ tex, display = false }: { readonly tex: string; readonly display?: boolean }) {
  const span = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    // KaTeX builds elements, not HTML text. So nothing needs to be sanitized, and no markup has inline styles, which
    // the page's Content-Security-Policy forbids.
    if (span.current) render(tex, span.current, { ...OPTIONS, displayMode: display });
  }, [tex, display]);
  // A display formula that is too wide scrolls, so it must be able to take the keyboard focus.
  return display ? (
    <span ref={span} className="formula display" tabIndex={0} />
  ) : (
    <span ref={span} className="formula" />
  );
}

/** A text with formulas between dollar signs. */
export function WithFormulas({ text }: { readonly text: string }) {
  return text.split("$").map((part, i) => (i % 2 === 0 ? part : <Formula key={i} tex={part} />)); // oxlint-disable-line react/no-array-index-key -- the index identifies a part of the text
}
