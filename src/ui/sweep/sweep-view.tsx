/** The view “Sweep” of a workload, whose code loads when it is first opened. */
import { usePage } from "../parts/context.ts";
import { lazily } from "../parts/lazily.tsx";
import type { ViewProps } from "../views/views.ts";
import type { SweepParts } from "./sweep-page.ts";

export const sweepView = (load: () => Promise<SweepParts>) =>
  lazily<ViewProps>(async () => {
    const [{ SweepSheet }, parts] = await Promise.all([import("./SweepSheet.tsx"), load()]);
    return ({ onClose }: ViewProps) => <SweepSheet parts={parts} onClose={onClose} />;
  });

const Plain = sweepView(() => Promise.resolve({}));

export function SweepView(props: ViewProps) {
  const { Sweep = Plain } = usePage();
  return <Sweep {...props} />;
}
