/** What holds for a person's file before it is read; apart from what reads it, since the page tells them beforehand. */
import { LIMITS } from "../problem/files/imported.ts";

export const FILE_LIMITS = LIMITS;
