/** The button that opens the user's file. The page then shows the run from its top, with a notice about the file. */
import type { ReactNode } from "react";
import { needsFile, type Config } from "../../store/state.ts";
import { FileButton } from "./FileButton.tsx";
import { useActions, useOpenPage } from "./context.ts";
import { useSaid } from "./said.tsx";

interface Read {
  readonly file: object;
  readonly changes: Readonly<Record<string, unknown>> & { readonly file?: string };
  /** The file's contents in a sentence, and what a run with these settings does with them. */
  readonly content: (config: Config) => string;
}

interface Props {
  readonly label: string;
  readonly accept: string;
  /** If the file cannot be read, it rejects with an error whose message is a sentence for the user. */
  readonly read: (chosen: File) => Promise<Read>;
  readonly children: ReactNode;
}

export function OpenFile({ label, accept, read, children }: Props) {
  const { provide } = useActions();
  const { store } = useOpenPage();
  const { say, attempt, message } = useSaid();
  const open = async (chosen: File): Promise<void> => {
    say({ text: `Reading ${chosen.name}…` });
    const { file, changes, content } = await read(chosen);
    say(undefined);
    const { name } = chosen;
    const { config: asked, failure } = store.getState();
    const isOther = needsFile({ failure }) && asked["file"] !== "" && asked["file"] !== changes.file;
    const other = isOther ? " The link was made with another file, so its results may differ." : "";
    provide(
      { ...file, name, checksum: changes.file ?? "" },
      changes,
      (config) => `${name}: ${content(config)}${other}`,
    );
    window.scrollTo({ top: 0 });
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
