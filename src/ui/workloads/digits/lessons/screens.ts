/** The lesson about digits. */
import type { LessonScreens } from "../../../parts/workload-page.ts";
import { lazily } from "../../../parts/lazily.tsx";

export const SCREENS: LessonScreens = {
  rates: lazily(async () => (await import("./Rates.tsx")).Rates),
};
