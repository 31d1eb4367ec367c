/** The view that is open above the page, and the buttons that open views. */
import { createContext, Suspense, useContext } from "react";
import { ErrorBoundary, type Failed } from "../shell/ErrorBoundary.tsx";
import { Missing } from "../parts/lazily.tsx";
import { Sheet } from "../parts/Sheet.tsx";
import { usePage } from "../parts/context.ts";
import { openView, useOpenView } from "../parts/open.ts";
import { Button } from "@radix-ui/react-toolbar";
import { Icon } from "../parts/Icon.tsx";
import { viewsOf } from "./list.ts";
import type { View } from "./views.ts";

const Title = createContext("");

export function OpenView() {
  const open = useOpenView();
  const shown = viewsOf(usePage()).find(({ id }) => id === open);
  if (!shown) return null;
  return (
    <Title value={shown.label}>
      <ErrorBoundary key={shown.id} Fallback={Broken}>
        <Suspense fallback={null}>
          <shown.Component />
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
    <Sheet title={useContext(Title)}>
      <Missing {...failed} />
    </Sheet>
  );
}

/** The buttons of one place on the page. They stand in a toolbar. */
export function ViewButtons({ place }: { readonly place: NonNullable<View["place"]> }) {
  return viewsOf(usePage())
    .filter((view) => (view.place ?? "tools") === place)
    .map(({ id, label, icon }) => (
      <Button
        key={id}
        className="view-button quiet"
        aria-haspopup="dialog"
        onClick={(event) => {
          // Closes the phone's menu first, so that the focus returns to an element that is visible.
          event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
          openView(id);
        }}
      >
        {icon && <Icon name={icon} />}
        {label}
      </Button>
    ));
}
