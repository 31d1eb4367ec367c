/** The buttons that open views, for one place on the page. They stand in a toolbar. */
import { Icon } from "../parts/Icon.tsx";
import { Button } from "@radix-ui/react-toolbar";
import { openView } from "../parts/open.ts";
import type { View } from "./views.ts";

interface Props {
  readonly views: readonly View[];
  readonly place: NonNullable<View["place"]>;
}

export function ViewButtons({ views, place }: Props) {
  return views
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
