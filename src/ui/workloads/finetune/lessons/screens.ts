/** The lessons about fine-tuning. */
import type { LessonScreens } from "../../../parts/workload-page.ts";
import { lazily } from "../../../parts/lazily.tsx";

export const SCREENS: LessonScreens = {
  lora: lazily(async () => (await import("./Lora.tsx")).Lora),
  "deep-lora": lazily(async () => (await import("./DeepLora.tsx")).DeepLora),
  memory: lazily(async () => (await import("./Memory.tsx")).Memory),
};
