/** The button that opens the browser's own dialog for a file. */
import { useRef, type ReactNode } from "react";
import { t } from "../../store/text.ts";
import { showFile } from "./chosen-file.ts";

interface Props {
  readonly primary?: boolean;
  readonly children: ReactNode;
}

export function ChooseFile({ primary = false, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={primary ? "primary" : ""} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("File")}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was changed.
          event.target.value = "";
          if (file) showFile(file);
        }}
      />
    </>
  );
}
