/** The choice between matrices in their own directions and as stored. */
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { matricesShown, OWN_COLOURS, useOwnDirections, whyNoDirections } from "./own.ts";

export function DirectionsSelect({ run }: { readonly run: LoadedRun }) {
  const isOwn = useOwnDirections(run);
  const reason = whyNoDirections(run);
  return (
    <select
      aria-label="How the matrices are shown"
      title={
        reason ?? `Own directions: the bases in which each layer is one block and a diagonal. ${OWN_COLOURS}`
      }
      value={isOwn ? "own" : "stored"}
      disabled={reason !== undefined}
      onChange={(event) => matricesShown.set(event.target.value === "own" ? null : "stored")}
    >
      <option value="own">in their own directions</option>
      <option value="stored">as stored</option>
    </select>
  );
}
