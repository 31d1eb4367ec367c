/** The lessons about matrix factorization. */
import type { LessonScreens } from "../../../parts/workload-page.ts";
import { lazily } from "../../../parts/lazily.tsx";

export const SCREENS: LessonScreens = {
  "low-rank": lazily(async () => (await import("./LowRank.tsx")).LowRank),
  product: lazily(async () => (await import("./Product.tsx")).Product),
  waiting: lazily(async () => (await import("./Waiting.tsx")).Waiting),
  depth: lazily(async () => (await import("./Depth.tsx")).Depth),
  subspace: lazily(async () => (await import("./Subspace.tsx")).Subspace),
  compression: lazily(async () => (await import("./Compression.tsx")).Compression),
  completion: lazily(async () => (await import("./Completion.tsx")).Completion),
  limits: lazily(async () => (await import("./Limits.tsx")).Limits),
};
