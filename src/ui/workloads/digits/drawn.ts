/** The picture that the networks see: drawn by hand, or a test digit. */
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand";

interface Asked {
  /** The picture in the form of the networks' input. */
  readonly input: ArrayLike<number>;
  /** Its class, if it is a test sample. */
  readonly label?: number;
}

/** Null after the pad was cleared; undefined before there is any picture. */
const asked = createStore<{ readonly asked: Asked | null | undefined }>(() => ({ asked: undefined }));

export const useAsked = (): Asked | null | undefined => useStore(asked, (state) => state.asked);

export const ask = (about: Asked | null): void => asked.setState({ asked: about });
