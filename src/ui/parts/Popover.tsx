/** A button that opens content above or below itself. It uses the platform's popover and anchor positioning. */
import { useId, type ReactNode } from "react";
import { Button } from "@radix-ui/react-toolbar";

interface Props {
  /** Names the button and the content. */
  readonly name: string;
  /** The button's content, if it has more than the name. */
  readonly label?: ReactNode;
  readonly className?: string;
  /** Whether the button is part of a toolbar. */
  readonly inToolbar?: boolean;
  readonly children: ReactNode;
}

export function Popover({ name, label, className = "", inToolbar = false, children }: Props) {
  const id = useId();
  const anchor = `--${id.replaceAll(/\W/g, "")}`;
  const Opener = inToolbar ? Button : "button";
  return (
    <>
      <Opener
        type="button"
        className={className}
        popoverTarget={id}
        style={{ anchorName: anchor }}
        {...(label !== undefined && { "aria-label": name })}
      >
        {label ?? name}
      </Opener>
      <div
        id={id}
        className="popover float"
        popover="auto"
        role="dialog"
        aria-label={name}
        style={{ positionAnchor: anchor }}
      >
        {children}
      </div>
    </>
  );
}
