/** The button that opens the user's labelled texts. */
import { formatCount } from "../../../store/format.ts";
import { changeConfig } from "../../../store/config.ts";
import { readInWorker } from "../../../store/files/data-lab.ts";
import { MAX_TESTS, trainSizes } from "../../../store/kinds/finetune.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import { classCounts } from "../../parts/class-counts.ts";
import { useOpenPage } from "../../parts/context.ts";
import { OpenFile } from "../../parts/OpenFile.tsx";
import { copiesText, splitText, untestedText } from "./facts.ts";

export function OpenTexts({ children = "Open texts…" }: { readonly children?: string }) {
  const { kind, store } = useOpenPage();
  return (
    <OpenFile
      label="Texts with labels, or pairs with scores"
      accept=".csv,.tsv,.txt,.jsonl,.json"
      read={async (chosen) => {
        const { file, changes } = await readInWorker("texts", chosen);
        /** Lowers n to the number that the file has room for. */
        const fitted = (most: number) => {
          const { samples } = changeConfig(kind, store.getState().config, changes)
            .config as unknown as LabConfig;
          return { ...changes, ...(samples > most && { samples: most }) };
        };
        const samplesOf = (config: object): number => (config as LabConfig).samples;
        if ("pairs" in file) {
          const all = file.pairs.length;
          const most = Math.floor(all / 2);
          return {
            file,
            changes: fitted(most),
            content: (config) =>
              `${formatCount(all)} pairs of sentences. ${splitText(all, Math.min(most, samplesOf(config)), "", MAX_TESTS.pairs)}`,
          };
        }
        const { counts, text, rest } = classCounts("text", file.labels, file.classes);
        return {
          file,
          changes: fitted(Math.max(...trainSizes(counts, Infinity))),
          content(config) {
            const train = trainSizes(counts, samplesOf(config));
            const used = train.reduce((sum, count) => sum + count, 0);
            const each = `, at most ${formatCount(Math.max(...train))} of each class`;
            return `${text}. ${splitText(file.texts.length, used, each, MAX_TESTS.sentences)}${untestedText(file.classes, counts, train)}${copiesText(file.texts)}${rest}`;
          },
        };
      }}
    >
      {children}
    </OpenFile>
  );
}
