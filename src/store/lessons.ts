/** The lessons for the page. */
export { LESSONS, lessonOf } from "../workloads/lessons.ts";
