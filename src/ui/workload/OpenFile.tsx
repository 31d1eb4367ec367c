/** The button that opens the user's file, and a message about what was read. */
import { useState, type ReactNode } from "react";
import { FileButton } from "../parts/FileButton.tsx";
import { useWorkloadActions } from "./context.ts";

interface Read {
  readonly file: unknown;
  readonly changes: Readonly<Record<string, unknown>>;
  /** What the file contains, in words. */
  readonly content: string;
}

interface Props {
  readonly label: string;
  readonly accept: string;
  /** Throws an error whose message is a sentence. */
  readonly read: (bytes: Uint8Array) => Read;
  readonly children: ReactNode;
}

export function OpenFile({ label, accept, read, children }: Props) {
  const { provide } = useWorkloadActions();
  const [said, say] = useState<{ readonly text: string; readonly isError?: boolean }>();
  const open = async (chosen: File): Promise<void> => {
    try {
      const { file, changes, content } = read(new Uint8Array(await chosen.arrayBuffer()));
      say({ text: `${chosen.name}: ${content}.` });
      provide(file, changes);
    } catch (error) {
      say({ text: error instanceof Error ? error.message : String(error), isError: true });
    }
  };
  return (
    <>
      <FileButton label={label} accept={accept} onChoose={(chosen) => void open(chosen)}>
        {children}
      </FileButton>
      {said && (
        <p role={said.isError ? "alert" : "status"} className={said.isError ? "warning" : "note"}>
          {said.text}
        </p>
      )}
    </>
  );
}
