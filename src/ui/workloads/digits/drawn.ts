/** The picture that the networks see: drawn by hand, or a test digit. */
import { createShared } from "../../parts/open.ts";

interface Asked {
  /** The picture in the form of the networks' input. */
  readonly input: ArrayLike<number>;
  /** Its class, if it is a test sample. */
  readonly label?: number;
}

/** Null after the pad was cleared; undefined before there is any picture. */
const asked = createShared<Asked | null | undefined>(undefined);

export const useAsked = asked.use;

export const ask = (about: Asked | null): void => asked.set(about);
