/** The view that is open, over the page. */
import { Suspense } from "react";
import { openView, useOpenView } from "./open-view.ts";
import { VIEWS } from "./views.ts";

export function OpenView() {
  const open = useOpenView();
  const shown = VIEWS.find(({ id }) => id === open);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <shown.Component key={shown.id} onClose={() => openView(null)} />
    </Suspense>
  );
}
