/** A button that opens the browser's file dialog. */
import { useRef, type ReactNode } from "react";

interface Props {
  /** Names the file for screen readers. */
  readonly label: string;
  readonly accept?: string;
  readonly primary?: boolean;
  readonly onChoose: (file: File) => void;
  readonly children: ReactNode;
}

export function FileButton({ label, accept, primary = false, onChoose, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={primary ? "primary" : ""} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // Lets the user choose the same file again after it has changed.
          event.target.value = "";
          if (file) onChoose(file);
        }}
      />
    </>
  );
}
