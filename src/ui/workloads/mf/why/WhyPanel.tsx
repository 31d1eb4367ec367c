/** The panel “Seeing why”. Its content loads after the first screen. */
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { lazily, Loading } from "../../../parts/lazily.tsx";

const Why = lazily(async () => (await import("./Why.tsx")).Why);

export function WhyPanel({ run }: { readonly run: LoadedRun }) {
  return (
    <section className="panel why" aria-labelledby="why-title">
      <h2 id="why-title">Seeing why</h2>
      <Loading waiting={<p className="waiting">Loading…</p>}>
        <Why run={run} />
      </Loading>
    </section>
  );
}
