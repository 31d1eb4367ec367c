/** The id of the view in which a mask is drawn, for the address and for its buttons. */
export const MASK_VIEW = "mask";
