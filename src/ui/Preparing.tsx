/** Said until there is a run to show. */
import { t } from "../store/text.ts";
import { usePlayground } from "./context.ts";

export function Preparing() {
  const waits = usePlayground(({ run, status }) => !run && status !== "failed");
  return waits && <p className="preparing">{t("Preparing: making the data, compressing the network…")}</p>;
}
