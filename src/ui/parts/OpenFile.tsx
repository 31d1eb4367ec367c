/** The button that opens the user's file, and a message about the file's contents. */
import type { ReactNode } from "react";
import { FileButton } from "./FileButton.tsx";
import { useWorkloadActions } from "../workload/context.ts";
import { useSaid } from "./said.tsx";

interface Read {
  readonly file: unknown;
  readonly changes: Readonly<Record<string, unknown>>;
  /** The file's contents in words. */
  readonly content: string;
}

interface Props {
  readonly label: string;
  readonly accept: string;
  /** If the file cannot be read, it rejects with an error whose message is a sentence for the user. */
  readonly read: (chosen: File) => Promise<Read>;
  readonly children: ReactNode;
}

export function OpenFile({ label, accept, read, children }: Props) {
  const { provide } = useWorkloadActions();
  const { say, attempt, message } = useSaid();
  const open = async (chosen: File): Promise<void> => {
    say({ text: `Reading ${chosen.name}…` });
    const { file, changes, content } = await read(chosen);
    say({ text: `${chosen.name}: ${content}.` });
    provide(file, changes);
  };
  return (
    <>
      <FileButton label={label} accept={accept} onChoose={(chosen) => void attempt(() => open(chosen))}>
        {children}
      </FileButton>
      {message}
    </>
  );
}
