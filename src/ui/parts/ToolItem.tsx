/** A control in a toolbar. ← and → move between the controls, so that the whole toolbar is one tab stop. */
import { Button } from "@radix-ui/react-toolbar";
import type { ReactElement } from "react";

export function ToolItem({
  disabled,
  children,
}: {
  readonly disabled?: boolean;
  readonly children: ReactElement;
}) {
  return (
    <Button asChild {...(disabled && { disabled })}>
      {children}
    </Button>
  );
}
