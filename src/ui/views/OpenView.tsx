/** The view that is open above the page. */
import { createContext, Suspense, useContext } from "react";
import { ErrorBoundary, type Failed } from "../shell/ErrorBoundary.tsx";
import { Missing } from "../parts/lazily.tsx";
import { Sheet } from "../parts/Sheet.tsx";
import { usePage } from "../parts/context.ts";
import { openView, useOpenView } from "../parts/open.ts";
import { viewsOf } from "./list.ts";

const Title = createContext("");

const close = (): void => openView(null);

export function OpenView() {
  const open = useOpenView();
  const shown = viewsOf(usePage()).find(({ id }) => id === open);
  if (!shown) return null;
  return (
    <Title value={shown.label}>
      <ErrorBoundary key={shown.id} Fallback={Broken}>
        <Suspense fallback={null}>
          <shown.Component onClose={close} />
        </Suspense>
      </ErrorBoundary>
    </Title>
  );
}

/**
 * Replaces a view that failed. Usually its code could not be fetched, because the page was opened before an
 * update or the user is offline.
 */
function Broken(failed: Failed) {
  return (
    <Sheet title={useContext(Title)} onClose={close}>
      <Missing {...failed} />
    </Sheet>
  );
}
