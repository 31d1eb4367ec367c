/** The list of lessons, as a view above the page. */
export const LESSONS_VIEW = "lessons";
/** The theorem and its proof on one page. */
export const WHY_IT_WORKS_VIEW = "why-it-works";
/** Questions and exercises to print, and their key. */
export const HAND_OUT_VIEW = "hand-out";
