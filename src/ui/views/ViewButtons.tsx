/** The buttons that open views, for one place on the page. They stand in a toolbar. */
import { Icon } from "../parts/Icon.tsx";
import { Button } from "@radix-ui/react-toolbar";
import { usePage } from "../parts/context.ts";
import { openView } from "../parts/open.ts";
import { viewsOf } from "./list.ts";
import type { View } from "./views.ts";

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
