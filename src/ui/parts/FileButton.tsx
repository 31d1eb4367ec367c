/** The button that opens the browser's own dialog for a file. */
import { useRef, type ReactNode } from "react";

interface Props {
  /** Of the file, for people who do not see the button. */
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
          // The same file may be chosen again after it was changed.
          event.target.value = "";
          if (file) onChoose(file);
        }}
      />
    </>
  );
}
