/** What is being prepared and how far it is, with a way out; where there is a run already, only when it takes a moment. */
import { say, t } from "../store/text.ts";
import { useActions, usePlayground } from "./context.ts";

export function Preparing() {
  const isLoading = usePlayground(({ status }) => status === "loading");
  const preparing = usePlayground((state) => state.preparing);
  const hasRun = usePlayground(({ run }) => run !== undefined);
  const { cancelLoading } = useActions();
  if (!isLoading) return null;
  return (
    <section className={hasRun ? "preparing over" : "preparing"} aria-label={t("Preparing")}>
      <p>{preparing ? t("Preparing: {what}…", { what: say(preparing.what) }) : t("Preparing…")}</p>
      <progress aria-label={t("Parts prepared")} max={preparing?.total ?? 1} value={preparing?.done ?? 0} />
      <button type="button" onClick={cancelLoading}>
        {t("Cancel")}
      </button>
    </section>
  );
}
