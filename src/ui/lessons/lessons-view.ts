/** The list of lessons, as a view over the page. */
export const LESSONS_VIEW = "lessons";
