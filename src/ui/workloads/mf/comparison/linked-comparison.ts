/**
 * The address can name a comparison, `?compare=<claim>` before the #. Opening such a link runs the
 * comparison.
 */
import type { MatrixPlayground } from "../../../../store/kinds/matrix.ts";
import { createQueryState } from "../../../parts/query-state.ts";

const COMPARE_KEY = "compare";

/** Runs the comparison that the address names, and keeps the address up to date. */
export function followComparison({ store, actions }: MatrixPlayground): void {
  const linked = createQueryState(COMPARE_KEY);
  const asked = new URLSearchParams(window.location.search).get(COMPARE_KEY);
  store.subscribe(({ comparison }, before) => {
    const id = comparison?.claim.id;
    if (id !== before.comparison?.claim.id) linked.set(id ?? null);
  });
  if (asked === null) return;
  void runLinked(asked);

  async function runLinked(id: string): Promise<void> {
    const comparison = await findComparison(id);
    if (comparison) await actions.runComparison(comparison);
    // If the comparison could not be run, the address must no longer name it.
    if (!store.getState().comparison) linked.set(null);
  }
}

async function findComparison(id: string) {
  const [{ CLAIMS }, { comparisonOf }] = await Promise.all([
    import("../../../../store/claims.ts"),
    import("../../../../experiment/claims/comparison.ts"),
  ]);
  const claim = CLAIMS.find((one) => one.id === id);
  return claim && comparisonOf(claim);
}
