/** What is being prepared and how far it is, with a way out; where there is a run already, only when it takes a moment. */
import { useActions, usePlayground } from "./context.ts";

export function Preparing() {
  const isLoading = usePlayground(({ status }) => status === "loading");
  const preparing = usePlayground((state) => state.preparing);
  const hasRun = usePlayground(({ run }) => run !== undefined);
  const { cancelLoading } = useActions();
  if (!isLoading) return null;
  return (
    <section className={hasRun ? "preparing over" : "preparing"} aria-label="Preparing">
      <p>{preparing ? `Preparing: ${preparing.what}…` : "Preparing…"}</p>
      <progress aria-label="Parts prepared" max={preparing?.total ?? 1} value={preparing?.done ?? 0} />
      <button type="button" onClick={cancelLoading}>
        Cancel
      </button>
    </section>
  );
}
