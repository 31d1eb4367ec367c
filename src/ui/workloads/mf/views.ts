/** The views that only matrix factorization has. */
import { lazily } from "../../parts/lazily.tsx";
import type { View } from "../../views/views.ts";
import { IMPORT_VIEW } from "./import/chosen-file.ts";
import { MASK_VIEW } from "./mask/mask-view.ts";

export const VIEWS: readonly View[] = [
  {
    id: IMPORT_VIEW,
    label: "Your own file",
    place: "elsewhere",
    Component: lazily(async () => (await import("./import/ImportView.tsx")).ImportView),
  },
  {
    id: "benchmark",
    label: "Benchmark",
    Component: lazily(async () => (await import("./benchmark/Benchmark.tsx")).Benchmark),
  },
  {
    id: "how",
    label: "How it works",
    place: "foot",
    Component: lazily(async () => (await import("./how/How.tsx")).How),
  },
  {
    id: "picture",
    label: "Picture",
    place: "elsewhere",
    Component: lazily(async () => (await import("./pictures/PictureView.tsx")).PictureView),
  },
  {
    id: "block",
    label: "Weight matrix",
    place: "elsewhere",
    Component: lazily(async () => (await import("./diagram/BlockView.tsx")).BlockView),
  },
  {
    id: MASK_VIEW,
    label: "Draw the mask",
    place: "elsewhere",
    Component: lazily(async () => (await import("./mask/MaskView.tsx")).MaskView),
  },
];
