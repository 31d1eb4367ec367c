/** The view buttons of one place on the page, within a toolbar. */
import { Icon } from "../parts/Icon.tsx";
import { ToolItem } from "../parts/ToolItem.tsx";
import { openView } from "./open-view.ts";
import { VIEWS, type View } from "./views.ts";

export function ViewButtons({ place }: { readonly place: NonNullable<View["place"]> }) {
  return VIEWS.filter((view) => (view.place ?? "tools") === place).map((view) => (
    <ViewButton key={view.id} {...view} />
  ));
}

export function ViewButton({ id, label, icon }: Pick<View, "id" | "label" | "icon">) {
  return (
    <ToolItem>
      <button
        type="button"
        className="view-button"
        aria-haspopup="dialog"
        onClick={(event) => {
          // Closes the phone's menu first, so that the focus returns to a visible element.
          event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
          openView(id);
        }}
      >
        {icon && <Icon name={icon} />}
        {label}
      </button>
    </ToolItem>
  );
}
