/** What is being prepared and how far it is, with a way out. */
import { useActions, usePlayground } from "./context.ts";

export function Preparing() {
  const isLoading = usePlayground(({ status }) => status === "loading");
  const preparing = usePlayground((state) => state.preparing);
  const { cancelLoading } = useActions();
  if (!isLoading) return null;
  return (
    <section className="preparing" aria-label="Preparing">
      <p>{preparing ? `Preparing: ${preparing.what}…` : "Preparing…"}</p>
      <progress aria-label="Parts prepared" max={preparing?.total ?? 1} value={preparing?.done ?? 0} />
      <button type="button" onClick={cancelLoading}>
        Cancel
      </button>
    </section>
  );
}
