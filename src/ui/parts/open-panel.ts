/** Keeps which of the run's panels a narrow page shows. Words in a lesson may open another one. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const open = createStore<{ readonly panel: string | undefined }>(() => ({ panel: undefined }));

export const openPanel = {
  /** Undefined until a panel is opened. */
  use: (): string | undefined => useStore(open, ({ panel }) => panel),
  get: (): string | undefined => open.getState().panel,
  set: (panel: string | undefined): void => open.setState({ panel }),
};
