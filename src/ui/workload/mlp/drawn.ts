/** The picture that the networks are asked about: drawn by hand, or one of the test digits. */
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand";

export interface Asked {
  /** As the networks see it. */
  readonly input: ArrayLike<number>;
  /** Its class, where it is a test sample. */
  readonly label?: number;
}

/** null where the pad was cleared, undefined before anything was asked. */
const asked = createStore<{ readonly asked: Asked | null | undefined }>(() => ({ asked: undefined }));

export const useAsked = (): Asked | null | undefined => useStore(asked, (state) => state.asked);

export const ask = (about: Asked | null): void => asked.setState({ asked: about });
