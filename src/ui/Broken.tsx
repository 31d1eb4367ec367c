/** What is drawn where the page itself failed. */
import { t } from "../store/text.ts";

export function Broken({ error }: { readonly error: Error }) {
  return (
    <main className="content">
      <div className="banner error" role="alert">
        <p>
          <strong>{t("The page could not be drawn.")}</strong>{" "}
          {t("Reload it; your experiment is in its address. The browser says: {message}", {
            message: error.message,
          })}
        </p>
        <button type="button" onClick={() => window.location.reload()}>
          {t("Reload the page")}
        </button>
      </div>
    </main>
  );
}
