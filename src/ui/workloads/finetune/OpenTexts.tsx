/** The button that opens the user's labelled texts. */
import { formatCount } from "../../../store/format.ts";
import { readInWorker } from "../../../store/files/data-lab.ts";
import { testSize, trainSizes } from "../../../store/kinds/finetune.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import { classCounts } from "../../parts/class-counts.ts";
import { OpenFile } from "../../parts/OpenFile.tsx";
import { copiesText, untestedText } from "./facts.ts";

export function OpenTexts({ children = "Open texts…" }: { readonly children?: string }) {
  return (
    <OpenFile
      label="Texts with labels, or pairs with scores"
      accept=".csv,.tsv,.txt,.jsonl,.json"
      read={async (chosen) => {
        const { file, changes } = await readInWorker("texts", chosen);
        if ("pairs" in file)
          return { file, changes, content: () => `${formatCount(file.pairs.length)} pairs of sentences.` };
        const { counts, text, rest } = classCounts("text", file.labels, file.classes);
        return {
          file,
          changes,
          content(config) {
            const train = trainSizes(counts, (config as unknown as LabConfig).samples);
            const used = train.reduce((sum, count) => sum + count, 0);
            const most = formatCount(Math.max(...train));
            return `${text}. Each method trains on ${formatCount(used)} of them, at most ${most} of each class, and is tested on ${formatCount(testSize(file.texts.length - used))} others.${untestedText(file.classes, counts, train)}${copiesText(file.texts)}${rest}`;
          },
        };
      }}
    >
      {children}
    </OpenFile>
  );
}
