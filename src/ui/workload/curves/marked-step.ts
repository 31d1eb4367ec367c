/** Keeps the step that a lesson's text marks in the chart. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const marked = createStore<{ readonly step: number | undefined }>(() => ({ step: undefined }));

export const markedStep = {
  use: (): number | undefined => useStore(marked, ({ step }) => step),
  set: (step: number | undefined): void => marked.setState({ step }),
};
