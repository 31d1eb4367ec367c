/** A workload's current experiment as a script. */
import type { Language } from "../../../codegen/export-code.ts";
import { ScriptSheet } from "../../code/ScriptSheet.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useWorkloadActions } from "../context.ts";

interface Props {
  readonly summary: string;
  readonly languages: readonly [Language, ...Language[]];
  /** Code of the experiment with this link. */
  readonly codeOf: (link: string, language: Language) => string;
  /** The reason why no script can be written. Undefined if one can. */
  readonly refusal: string | undefined;
  readonly note?: string | undefined;
  readonly onClose: () => void;
}

export function WorkloadCode({ summary, languages, codeOf, refusal, note, onClose }: Props) {
  const { link } = useWorkloadActions();
  if (refusal !== undefined)
    return (
      <Sheet title="This experiment as code" onClose={onClose} summary={refusal}>
        {null}
      </Sheet>
    );
  const address = new URL(link()).hash.slice(1);
  return (
    <ScriptSheet
      onClose={onClose}
      summary={summary}
      languages={languages}
      codeOf={(language) => codeOf(address, language)}
      notes={note && <p className="note">{note}</p>}
    />
  );
}
