/** Lets the user choose a file, and then shows a preview of it. */
import type { ReactNode } from "react";
import { FileButton } from "../../../parts/FileButton.tsx";
import { showFile } from "./chosen-file.ts";

interface Props {
  readonly primary?: boolean;
  readonly children: ReactNode;
}

export function ChooseFile({ primary = false, children }: Props) {
  return (
    <FileButton label="File" primary={primary} onChoose={showFile}>
      {children}
    </FileButton>
  );
}
