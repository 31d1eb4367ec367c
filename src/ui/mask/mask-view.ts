/** Id of the mask-drawing view, in the address and on its buttons. */
export const MASK_VIEW = "mask";
