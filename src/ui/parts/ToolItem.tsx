/** A control of a toolbar: ← and → go to the next one, so that the whole toolbar is one stop of the keyboard. */
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
