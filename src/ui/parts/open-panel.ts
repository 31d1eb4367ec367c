/** Keeps which of the run's panels a phone shows. Words in a lesson may open another one. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const open = createStore<{ readonly panel: string | undefined }>(() => ({ panel: undefined }));

export const openPanel = {
  /** Undefined until the user opens one. */
  use: (): string | undefined => useStore(open, ({ panel }) => panel),
  get: (): string | undefined => open.getState().panel,
  set: (panel: string | undefined): void => open.setState({ panel }),
};
