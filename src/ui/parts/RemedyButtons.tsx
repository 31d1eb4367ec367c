/** Remedies as buttons. Each applies its changes to the settings. */
import { useActions } from "./context.ts";
import type { Remedy } from "./workload-page.ts";

export function RemedyButtons({ remedies }: { readonly remedies: readonly Remedy[] }) {
  const { change } = useActions();
  if (remedies.length === 0) return null;
  return (
    <span className="ways-on row">
      {remedies.map(({ label, changes, isAnew }) => (
        <button key={label} type="button" onClick={() => change(changes, isAnew ? "anew" : undefined)}>
          {label}
        </button>
      ))}
    </span>
  );
}
