/** Messages for the user, one at a time, in the same line as on matrix factorization's page. */
import { formatBytes, formatCount } from "../../store/format.ts";
import { Icon } from "../parts/Icon.tsx";
import { lazily, Loading } from "../parts/lazily.tsx";
import { usePage, useWorkload, useWorkloadActions } from "./context.ts";
import { headlineOf, headlineQuantity } from "./Result.tsx";
import { unlearned, waysBack } from "./unlearned.ts";

/** In order of importance; the style sheet shows the first one present. */
export function Messages() {
  const { purpose } = usePage();
  return (
    <div className="message-line">
      <Failed />
      <Repairs />
      <Preparing />
      <Diverged />
      <Unlearned />
      <Claim />
      <HintLine />
      <p className="message about">{purpose}</p>
    </div>
  );
}

function Failed() {
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

function Repairs() {
  const repairs = useWorkload((state) => state.repairs);
  const { dismiss } = useWorkloadActions();
  if (repairs.length === 0) return null;
  return (
    <section className="banner" aria-label="Settings that were changed">
      <div>
        <p>Some settings were not possible and were changed:</p>
        <ul>
          {repairs.slice(0, 3).map((repair, i) => (
            // The index is part of the key, because two corrections may have the same text.
            <li key={i}>{repair}</li>
          ))}
        </ul>
      </div>
      <DismissButton onClick={dismiss} />
    </section>
  );
}

function Preparing() {
  const { preparing: words } = usePage();
  const isLoading = useWorkload(({ status, failure }) => status === "loading" && !failure);
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
      <button type="button" onClick={cancelLoading}>
        Cancel
      </button>
    </section>
  );
}

function Diverged() {
  const models = useWorkload((state) => state.models);
  const { looks } = usePage();
  const diverged = models.filter(({ progress }) => progress?.diverged);
  if (diverged.length === 0) return null;
  const names = diverged.map(({ id, label }) => looks[id]?.name ?? label).join(", ");
  const first = Math.min(...diverged.map(({ progress }) => progress?.step ?? 0));
  return (
    <section className="message warning" aria-label="Advice">
      <p>
        Diverged at this learning rate: {names}, first at step {formatCount(first)}. A smaller rate trains
        them again.
      </p>
      <WaysBack />
    </section>
  );
}

/** Says after a run which models have learned nothing. A lesson says by itself what its run shows. */
function Unlearned() {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const isOver = useWorkload(
    ({ status, lesson }) => !lesson && (status === "finished" || status === "stopped"),
  );
  const left = run && isOver ? unlearned(page, run.config, models) : [];
  if (!run || left.length === 0 || waysBack(page, run.config).length === 0) return null;
  const quantity = headlineQuantity(page, left[0]);
  const told = left.map((model) => `${page.looks[model.id]?.name} ${quantity.format(headlineOf(model))}`);
  return (
    <section className="message warning" aria-label="Advice">
      <p>
        No better than without training: {told.join(", ")} ({quantity.label.toLowerCase()}).
      </p>
      <WaysBack />
    </section>
  );
}

function WaysBack() {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const { change } = useWorkloadActions();
  return (
    <span className="ways-on">
      {(run ? waysBack(page, run.config) : []).map(({ label, changes }) => (
        <button key={label} type="button" onClick={() => change(changes)}>
          {label}
        </button>
      ))}
    </span>
  );
}

const ClaimLine = lazily(async () => (await import("./ClaimLine.tsx")).ClaimLine);

/** A claim needs several seeds. */
function Claim() {
  const mayBeClaim = useWorkload(({ status, run }) => status === "finished" && (run?.config.seeds ?? 1) > 1);
  return (
    mayBeClaim && (
      <Loading waiting={null}>
        <ClaimLine />
      </Loading>
    )
  );
}

function HintLine() {
  const { hint } = usePage();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const step = useWorkload((state) => state.step);
  const { change } = useWorkloadActions();
  const said = run && hint({ run, models, step });
  if (!said) return null;
  const { text, action } = said;
  return (
    <section className="message note" aria-label="Advice">
      <p>{text}</p>
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
