/** Messages for the user: corrected settings, failures with remedies, notices, and what still works offline. */
import { formatCount } from "../../store/format.ts";
import { shortName } from "../../store/run/headline.ts";
import { sizeText } from "../../store/run/pace-text.ts";
import { isEarlierRun, isOutdated } from "../../store/kinds/matrix-state.ts";
import { needsFile } from "../../store/state.ts";
import type { Failure } from "../../store/kinds/matrix-state.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { Icon } from "../parts/Icon.tsx";
import { useKept } from "../about/use-kept.ts";
import { useOnline } from "../parts/use-online.ts";
import { lazily, Loading } from "../parts/lazily.tsx";
import { RemedyButtons } from "../parts/RemedyButtons.tsx";
import { useAdvice } from "../parts/use-advice.ts";

const MAX_REPAIRS = 12;

const AskForFile = lazily(async () => (await import("../workloads/mf/import/AskForFile.tsx")).AskForFile);

export function Banners() {
  return (
    <>
      <FailureBanner />
      <Diverged />
    </>
  );
}

function FailureBanner() {
  const failure = usePlayground((state) => state.failure);
  const backend = usePlayground((state) => state.backend);
  const hadStarted = usePlayground((state) => state.run !== undefined && !isEarlierRun(state));
  const { goOn } = useActions();
  if (!failure) return null;
  if (needsFile({ failure }))
    return (
      <Loading waiting={null}>
        <AskForFile />
      </Loading>
    );
  return (
    <div className="banner error" role="alert">
      <p>
        <strong>
          {failure.code === "cancelled"
            ? "Cancelled."
            : hadStarted
              ? "Training stopped."
              : "Training did not start."}
        </strong>{" "}
        {failure.message}
      </p>
      <div className="ways-on">
        {failure.code === "bug" ? (
          <button type="button" onClick={() => window.location.reload()}>
            Reload the page
          </button>
        ) : (
          <button type="button" onClick={() => void goOn(backend)}>
            Try again
          </button>
        )}
        <SmallerButton {...failure} />
        {backend === "webgpu" && (
          <button type="button" onClick={() => void goOn("cpu")}>
            Train on the CPU
          </button>
        )}
      </div>
    </div>
  );
}

/** Offers the nearest smaller size, if there is one. */
function SmallerButton({ smaller, isGuess }: Pick<Failure, "smaller" | "isGuess">) {
  const { open } = useActions();
  if (!smaller) return null;
  const size = sizeText(smaller);
  return (
    <button type="button" onClick={() => open(smaller)}>
      {isGuess
        ? `Try it at ${size}, which needs about half the memory`
        : smaller.data === "file"
          ? `Average it to ${size}, the nearest size that fits this device`
          : `Open it at ${size}, the nearest size that fits this device`}
    </button>
  );
}

function Diverged() {
  const networks = usePlayground((state) => state.models);
  const experiment = usePlayground((state) => state.config);
  const isOfEarlierRun = usePlayground(isOutdated);
  const { change } = useActions();
  const diverged = networks.filter(({ progress }) => progress?.diverged);
  const code = useAdvice(diverged.length > 0);
  if (diverged.length === 0 || isOfEarlierRun) return null;
  const steps = diverged.map(
    ({ id, progress }) => `${shortName(id)} at step ${formatCount(progress?.step ?? 0)}`,
  );
  return (
    <div className="banner error" role="alert">
      <p>
        <strong>Diverged: {steps.join(", ")}.</strong> {code?.whyDiverged(experiment, diverged)}
      </p>
      {code && <RemedyButtons remedies={[code.calmed(experiment, networks)]} change={change} />}
    </div>
  );
}

/** Says what still works offline. If the browser holds a copy of the page, everything does. */
export function Offline() {
  const online = useOnline();
  const kept = useKept();
  if (online) return null;
  return (
    <section className="banner" role="status" aria-label="Offline">
      <p>
        {kept
          ? "You are offline. Everything still works, because this browser holds a copy of the whole page. Links to papers do not open."
          : "There is no network. Training, settings and open views still work. Views and data that have not been loaded yet can be opened when the network is back."}
      </p>
    </section>
  );
}

/** Settings that were corrected. The message line shows them together with its next message. */
export function Repairs() {
  const repairs = usePlayground((state) => state.repairs);
  const usual = usePlayground((state) => state.usual);
  const { dismissRepairs, open } = useActions();
  if (repairs.length === 0) return null;
  const offersUsual = usual?.told === repairs;
  return (
    <section className="banner repairs" aria-label="Settings that were changed">
      <div>
        {!(offersUsual && repairs.length === 1) && <p>Some settings were changed:</p>}
        <ul>
          {repairs.slice(0, MAX_REPAIRS).map((repair, i) => (
            // The index is part of the key, because two corrections may have the same text.
            <li key={i}>{repair}</li>
          ))}
          {repairs.length > MAX_REPAIRS && <li>and {formatCount(repairs.length - MAX_REPAIRS)} more.</li>}
        </ul>
      </div>
      {offersUsual && (
        <button type="button" onClick={() => open(usual.config, "play")}>
          Take the file’s usual settings
        </button>
      )}
      <DismissButton onClick={dismissRepairs} />
    </section>
  );
}

/** Shows a notice, unless it is about the engine. */
export function Notice() {
  const isShown = usePlayground(({ notice }) => notice !== undefined && notice.about !== "engine");
  return isShown ? <NoticeText /> : null;
}

/** Explains why this engine is in use. */
export function EngineNotice() {
  const isShown = usePlayground(({ notice }) => notice?.about === "engine");
  return isShown ? <NoticeText /> : null;
}

function NoticeText() {
  const notice = usePlayground((state) => state.notice);
  const { dismissNotice } = useActions();
  if (!notice) return null;
  return (
    <section className="banner notice" aria-label="Notice">
      <p>{notice.message}</p>
      <SmallerButton {...notice} />
      <DismissButton onClick={dismissNotice} />
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
