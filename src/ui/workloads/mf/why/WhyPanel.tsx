/** The panel “Seeing why”. Its content loads after the first screen. */
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { lazyPart } from "../../../parts/lazily.tsx";

const Why = lazyPart(async () => (await import("./Why.tsx")).Why, <p className="waiting">Loading…</p>);

export function WhyPanel({ run }: { readonly run: LoadedRun }) {
  return (
    <section className="panel why" aria-labelledby="why-title">
      <h2 id="why-title">Seeing why</h2>
      <Why run={run} />
    </section>
  );
}
