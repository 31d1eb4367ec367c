/** Draws the page anew in another language as soon as its words are there. */
import { Fragment, type ReactNode } from "react";
import { useStore } from "zustand";
import { spoken } from "../store/language.ts";

export function Localized({ children }: { readonly children: ReactNode }) {
  return <Fragment key={useStore(spoken, ({ language }) => language)}>{children}</Fragment>;
}
