/** The open view, above the page. `only` lists the views that work beside every workload. */
import { Suspense } from "react";
import { Guard, type Failed } from "../shell/Guard.tsx";
import { WaysOn } from "../parts/lazily.tsx";
import { Sheet } from "../parts/Sheet.tsx";
import { openView, useOpenView } from "./open-view.ts";
import { VIEWS, type View } from "./views.ts";

const close = (): void => openView(null);

export function OpenView({ only }: { readonly only?: readonly string[] }) {
  const shown = useShown();
  if (!shown || only?.includes(shown.id) === false) return null;
  return (
    <Guard key={shown.id} Fallback={Broken}>
      <Suspense fallback={null}>
        <shown.Component onClose={close} />
      </Suspense>
    </Guard>
  );
}

/** Usually its code could not be fetched: the page was opened before an update, or there is no network. */
function Broken(failed: Failed) {
  const shown = useShown();
  return (
    <Sheet title={shown?.label ?? ""} onClose={close}>
      <div className="sheet-failure" role="alert">
        <WaysOn {...failed} />
      </div>
    </Sheet>
  );
}

function useShown(): View | undefined {
  const open = useOpenView();
  return VIEWS.find(({ id }) => id === open);
}
