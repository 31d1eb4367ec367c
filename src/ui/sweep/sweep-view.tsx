/** The view “Sweep” of a workload, whose code loads when it is first opened. */
import { usePage } from "../parts/context.ts";
import { lazily } from "../parts/lazily.tsx";
import type { SweepParts } from "./sweep-page.ts";

export const sweepView = (load: () => Promise<SweepParts>) =>
  lazily(async () => {
    const [{ SweepSheet }, parts] = await Promise.all([import("./SweepSheet.tsx"), load()]);
    return () => <SweepSheet parts={parts} />;
  });

const Plain = sweepView(() => Promise.resolve({}));

export function SweepView() {
  const { Sweep = Plain } = usePage();
  return <Sweep />;
}
