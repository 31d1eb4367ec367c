/** The view that is open, over the page. */
import { Suspense } from "react";
import { say, t } from "../../store/text.ts";
import { Guard } from "../Guard.tsx";
import { Sheet } from "../Sheet.tsx";
import { openView, useOpenView } from "./open-view.ts";
import { VIEWS, type View } from "./views.ts";

const close = (): void => openView(null);

export function OpenView() {
  const shown = useShown();
  if (!shown) return null;
  return (
    <Guard key={shown.id} Fallback={Broken}>
      <Suspense fallback={null}>
        <shown.Component onClose={close} />
      </Suspense>
    </Guard>
  );
}

/** Most often its code could not be fetched: the page was opened before an update, or there is no network. */
function Broken({ error }: { readonly error: Error }) {
  const shown = useShown();
  return (
    <Sheet title={shown ? say(shown.label) : ""} onClose={close}>
      <div className="sheet-failure" role="alert">
        <p>{t("This part of the page could not be shown. Training goes on behind it.")}</p>
        <p>
          {t("Reload the page; your experiment is in its address. The browser says: {message}", {
            message: error.message,
          })}
        </p>
        <button type="button" onClick={() => window.location.reload()}>
          {t("Reload the page")}
        </button>
      </div>
    </Sheet>
  );
}

function useShown(): View | undefined {
  const open = useOpenView();
  return VIEWS.find(({ id }) => id === open);
}
