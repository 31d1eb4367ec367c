/** Where a training step of the experiment on the screen takes its time, kernel by kernel, measured on this device. */
import type { BenchmarkState } from "../../store/benchmark.ts";
import { formatMs } from "../../store/format.ts";
import { inEnglish, say, t } from "../../store/text.ts";
import { useBenchmark } from "../benchmark/use-benchmark.ts";
import { useActions, usePlayground } from "../context.ts";
import { Icon } from "../Icon.tsx";

export function KernelTimes() {
  const experiment = usePlayground((state) => state.experiment);
  const chosen = usePlayground(({ run }) => run?.kernels?.join(", "));
  const { openedFile } = useActions();
  const { state, start, cancel } = useBenchmark();
  const running = state.status === "running";
  const time = (): void => {
    const file = openedFile();
    start({ kind: "kernels", experiment, ...(file && { file }) });
  };
  return (
    <>
      <p>
        {t(
          "Each kernel of a step of the present experiment, alone and many times over, on every engine that this browser has. Training pauses meanwhile.",
        )}
      </p>
      {chosen && (
        <p>
          {t(
            "Of the kernels that multiply matrices this run uses {kernels}: on a graphics card the fastest for its shapes in a trial at the start. {kernel} in the address takes another.",
            { kernels: chosen, kernel: "?kernel=matmul_4x4" },
          )}
        </p>
      )}
      <p className="kernel-start">
        <button type="button" onClick={running ? cancel : time}>
          <Icon name={running ? "close" : "play"} />
          {running ? t("Cancel") : t("Time the kernels on this device")}
        </button>
        <span role="status">{statusOf(state)}</span>
      </p>
      {state.notes.map((note) => (
        <p key={inEnglish(note)}>{say(note)}</p>
      ))}
      <div className="kernel-times">
        {state.steps.map((step) => (
          <StepTable key={`${step.engine} ${step.network}`} step={step} />
        ))}
      </div>
    </>
  );
}

function StepTable({ step }: { readonly step: BenchmarkState["steps"][number] }) {
  const { engine, network, msPerStep, kernels } = step;
  return (
    <table>
      <caption>
        {t("{network} on {engine}: {ms} ms per step", { network, engine, ms: formatMs(msPerStep) })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("Kernel")}</th>
          <th scope="col">{t("Calls per step")}</th>
          <th scope="col">{t("µs per call")}</th>
          <th scope="col">{t("Share of the sum")}</th>
        </tr>
      </thead>
      <tbody>
        {kernels.map(({ kernel, dispatches, msPerDispatch, share }) => (
          <tr key={kernel}>
            <th scope="row">
              <code>{kernel}</code>
            </th>
            <td>{dispatches}</td>
            <td>{formatMs(1000 * msPerDispatch)}</td>
            <td>
              <span className="share" style={{ width: `${4 * share}rem` }} aria-hidden="true" />
              {t("{percent} %", { percent: Math.round(100 * share) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function statusOf({ status }: BenchmarkState): string {
  return {
    idle: "",
    running: t("Measuring …"),
    done: t(
      "Done. Values are medians. Calls overlap within a step, so that a step may take less than its kernels one by one.",
    ),
    cancelled: t("Cancelled."),
    failed: t("The benchmark failed."),
  }[status];
}
