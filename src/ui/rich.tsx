/** A sentence of the interface with elements in it: `rich("See {paper}.", { paper: <a …>…</a> })`. */
import { Fragment, type ReactNode } from "react";
import { pieces } from "../store/text.ts";

export function rich(english: string, elements: Readonly<Record<string, ReactNode>>): ReactNode {
  return pieces(english).map((piece, i) => (
    // oxlint-disable-next-line react/no-array-index-key -- the pieces of a sentence keep their places
    <Fragment key={i}>{i % 2 ? (elements[piece] ?? `{${piece}}`) : piece}</Fragment>
  ));
}
