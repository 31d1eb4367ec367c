/** The id of the view in which a mask is drawn: in the address, and on the buttons that open it. */
export const MASK_VIEW = "mask";
