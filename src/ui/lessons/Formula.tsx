/** Mathematics by KaTeX, with MathML beside it for those who listen. */
import { render } from "katex";
import "katex/dist/katex.min.css";
import { useLayoutEffect, useRef } from "react";

const OPTIONS = {
  output: "htmlAndMathml",
  throwOnError: false,
  trust: false,
  maxExpand: 100,
  maxSize: 20,
} as const;

export function Formula({ tex, display = false }: { readonly tex: string; readonly display?: boolean }) {
  const span = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    // Builds elements, not HTML: nothing to be sanitised, no inline styles in markup.
    if (span.current) render(tex, span.current, { ...OPTIONS, displayMode: display });
  }, [tex, display]);
  // One that is set by itself scrolls where it is too wide, with the keyboard too.
  return display ? (
    <span ref={span} className="formula display" tabIndex={0} />
  ) : (
    <span ref={span} className="formula" />
  );
}
