/** Messages for the user, one at a time, in the same line as on matrix factorization's page. */
import { presetOfSeeds } from "../../store/config.ts";
import { formatBytes, formatCount } from "../../store/format.ts";
import type { Config } from "../../store/state.ts";
import { RemedyButtons } from "../parts/RemedyButtons.tsx";
import { Icon } from "../parts/Icon.tsx";
import { lazily, Loading } from "../parts/lazily.tsx";
import { Reproduced } from "./MessageLine.tsx";
import { LookingBack } from "./Scrubber.tsx";
import { CancelButton } from "../shell/CancelButton.tsx";
import {
  useCurves,
  useOutdated,
  usePage,
  useRunNow,
  useWorkload,
  useWorkloadActions,
} from "../workload/context.ts";
import { headlineQuantity } from "./Result.tsx";
import { remediesBack, staysSpoiled, unlearned, unlearnedText } from "./unlearned.ts";

/** In order of importance; the style sheet shows the first one present, below the corrected settings. */
export function Messages() {
  return (
    <div className="message-line">
      <Repairs />
      <Failed />
      <Preparing />
      <LookingBack />
      <BranchNotice />
      <Futile />
      <Diverged />
      <Unlearned />
      <Claim />
      <Reproduced />
      <HintLine />
      <About />
    </div>
  );
}

/**
 * The preset’s own sentence, whatever the number of seeds. Undefined during a lesson, which asks for a
 * prediction instead.
 */
function usePresetSentence(): string | undefined {
  const page = usePage();
  return useWorkload(({ config, lesson }) => (lesson ? undefined : presetOfSeeds(page, config)?.about));
}

/** The preset’s sentence; without one, a sentence about the task or the page. */
function About() {
  const page = usePage();
  const sentence = usePresetSentence();
  const task = useWorkload(({ config, lesson }) => (lesson ? undefined : page.task?.(config)));
  return <p className="message about">{sentence ?? task ?? page.purpose}</p>;
}

export function Failed() {
  const { OpenFile } = usePage();
  const failure = useWorkload((state) => state.failure);
  const backend = useWorkload((state) => state.backend);
  const { goOn } = useWorkloadActions();
  if (!failure) return null;
  return (
    <div className="banner error" role="alert">
      <p>{failure.message}</p>
      <div className="ways-on">
        {failure.code === "no-file" ? (
          <OpenFile />
        ) : (
          <button type="button" onClick={() => void goOn(backend)}>
            Retry
          </button>
        )}
        {backend === "webgpu" && (
          <button type="button" onClick={() => void goOn("cpu")}>
            Train on the CPU
          </button>
        )}
      </div>
    </div>
  );
}

export function Repairs() {
  const repairs = useWorkload((state) => state.repairs);
  const { dismissRepairs } = useWorkloadActions();
  if (repairs.length === 0) return null;
  return (
    <section className="banner repairs" aria-label="Settings that were changed">
      <div>
        <p>Some settings were changed:</p>
        <ul>
          {repairs.slice(0, 3).map((repair, i) => (
            // The index is part of the key, because two corrections may have the same text.
            <li key={i}>{repair}</li>
          ))}
        </ul>
      </div>
      <DismissButton onClick={dismissRepairs} />
    </section>
  );
}

export function Preparing() {
  const { preparing: words } = usePage();
  const isLoading = useWorkload(({ status }) => status === "loading");
  const preparing = useWorkload((state) => state.preparing);
  const { cancelLoading } = useWorkloadActions();
  if (!isLoading) return null;
  const { what = "", done = 0, total = 1 } = preparing ?? {};
  const amount =
    what === "bytes"
      ? `${formatBytes(done)} of ${formatBytes(total)}`
      : total > 1
        ? `part ${formatCount(Math.min(total, done + 1))} of ${formatCount(total)}`
        : "";
  return (
    <section className="preparing" aria-label="Preparing">
      <p>
        {words[what] ?? "Preparing"}… {amount}
      </p>
      {preparing && <progress aria-label="Prepared" max={total} value={done} />}
      <CancelButton onCancel={cancelLoading} />
    </section>
  );
}

/** Says where a run has branched off, or why it starts over. Notices about the engine stand beside the engine. */
function BranchNotice() {
  const notice = useWorkload((state) => state.notice);
  const { dismissNotice } = useWorkloadActions();
  if (!notice || notice.about === "engine") return null;
  return (
    <section className="banner notice" aria-label="Notice">
      <p>{notice.message}</p>
      <DismissButton onClick={dismissNotice} />
    </section>
  );
}

/** Says beforehand that a model cannot learn. It is left out during a lesson, which explains its run itself. */
function Futile() {
  const page = usePage();
  const config = useWorkload((state) => state.config);
  const hasLesson = useWorkload(({ lesson }) => lesson !== undefined);
  const why = hasLesson ? undefined : page.futile(config);
  return why === undefined ? null : <Warning text={why} config={config} />;
}

export function Diverged() {
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const isOfEarlierRun = useOutdated();
  const { looks } = usePage();
  const diverged = models.filter(({ progress }) => progress?.diverged);
  if (!run || diverged.length === 0 || isOfEarlierRun) return null;
  const names = diverged.map(({ id, label }) => looks[id]?.name ?? label).join(", ");
  const first = Math.min(...diverged.map(({ progress }) => progress?.step ?? 0));
  return (
    <Warning
      text={`Diverged: ${names}, first at step ${formatCount(first)}.`}
      instruction="Set a smaller learning rate."
      config={run.config}
    />
  );
}

/**
 * Says after a run which models have learned little or nothing, and already during the run which ones training
 * keeps making worse. It is left out during a lesson, which explains its run itself.
 */
function Unlearned() {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const isOver = useWorkload(({ status }) => status === "finished" || status === "stopped");
  const hasLesson = useWorkload(({ lesson }) => lesson !== undefined);
  const isOfEarlierRun = useOutdated();
  const curves = useCurves();
  const levels = run && page.levels(run.config);
  if (!levels || hasLesson || isOfEarlierRun) return null;
  const judged = isOver ? models : models.filter((model) => staysSpoiled(page, run.config, model, curves));
  const left = judged.length > 0 ? unlearned(page, run.config, judged) : [];
  if (left.length === 0 || remediesBack(page, run.config).length === 0) return null;
  const { label, format } = headlineQuantity(page, left[0]);
  const told = unlearnedText(page, run.config, left, format);
  return (
    <Warning
      text={`${told} (${label.toLowerCase()}; ${format(levels.untrained)} without training).`}
      config={run.config}
    />
  );
}

/**
 * The preset’s own sentence and a warning, with a button that leads back to a named experiment. Without a button,
 * the instruction follows.
 */
function Warning({
  text,
  instruction,
  config,
}: {
  readonly text: string;
  readonly instruction?: string;
  readonly config: Config;
}) {
  const page = usePage();
  const { change } = useWorkloadActions();
  const remedies = remediesBack(page, config);
  const about = usePresetSentence();
  const told = instruction && remedies.length === 0 ? `${text} ${instruction}` : text;
  return (
    <section className="message warning" aria-label="Advice">
      <p>{about ? `${about} ${told}` : told}</p>
      <RemedyButtons remedies={remedies} change={(changes) => change(changes, "anew")} />
    </section>
  );
}

const ClaimLine = lazily(async () => (await import("../gallery/ClaimLine.tsx")).ClaimLine);

/** The verdict on a claim. Every claim needs several seeds. */
function Claim() {
  const isOfEarlierRun = useOutdated();
  const mayBeClaim = useWorkload(({ status, run }) => status === "finished" && (run?.config.seeds ?? 1) > 1);
  return (
    mayBeClaim &&
    !isOfEarlierRun && (
      <Loading waiting={null}>
        <ClaimLine />
      </Loading>
    )
  );
}

function HintLine() {
  const { hint } = usePage();
  const now = useRunNow();
  const { change } = useWorkloadActions();
  const about = usePresetSentence();
  const isOfEarlierRun = useOutdated();
  const said = now && !isOfEarlierRun && hint(now);
  if (!said) return null;
  const { text, action } = said;
  return (
    <section className="message note" aria-label="Advice">
      <p>{about ? `${about} ${text}` : text}</p>
      {action && (
        <button type="button" onClick={() => change(action.changes)}>
          {action.label}
        </button>
      )}
    </section>
  );
}

function DismissButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" className="quiet" aria-label="Dismiss" onClick={onClick}>
      <Icon name="close" />
    </button>
  );
}
