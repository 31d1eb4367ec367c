/** A control of a toolbar. ← and → move between controls, so the whole toolbar is one tab stop. */
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
