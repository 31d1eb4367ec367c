/** The experiment to hand on: a link, a code to photograph, a frame for another page. */
import { t } from "../../store/text.ts";
import { useActions } from "../context.ts";
import { Sheet } from "../Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { CopyText } from "./CopyText.tsx";
import { QrCode } from "./QrCode.tsx";
import "../styles/share.css";

export function Share({ onClose }: ViewProps) {
  const link = useActions().link();
  return (
    <Sheet
      title={t("Share this experiment")}
      className="share"
      onClose={onClose}
      summary={t(
        "The link holds every setting and the seed: on any device it opens the same experiment from the same start.",
      )}
    >
      <div className="share-body">
        <section aria-label={t("Link")}>
          <CopyText action={t("Copy link")} label={t("Link to this experiment")} text={link} />
        </section>
        <section aria-label={t("For a screen in a lecture hall")}>
          <h3>{t("For a screen in a lecture hall")}</h3>
          <QrCode text={link} />
        </section>
      </div>
    </Sheet>
  );
}
