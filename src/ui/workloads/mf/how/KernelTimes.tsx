/** The time of a training step of the current experiment, kernel by kernel, measured on this device. */
import type { BenchmarkState } from "../../../../store/jobs/benchmark.ts";
import { formatMs } from "../../../../store/format.ts";
import { useBenchmark } from "../benchmark/use-benchmark.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { Icon } from "../../../parts/Icon.tsx";
import { TableHead } from "../../../parts/RowsTable.tsx";

export function KernelTimes() {
  const experiment = useMatrix((state) => state.config);
  const chosen = useMatrix(({ run }) => run?.kernels?.join(", "));
  const { openedFile } = useMatrixActions();
  const { state, start, cancel } = useBenchmark();
  const running = state.status === "running";
  const time = (): void => {
    const file = openedFile();
    start({ kind: "kernels", experiment, ...(file && { file }) });
  };
  return (
    <>
      <p>
        The button times each kernel of one training step alone, many times over, on every engine in this
        browser. Training pauses meanwhile.
      </p>
      {chosen && (
        <p>
          This run multiplies matrices with {chosen}. On a graphics card, a benchmark at the start chooses the
          fastest kernel for these shapes.
        </p>
      )}
      <p className="row">
        <button type="button" onClick={running ? cancel : time}>
          <Icon name={running ? "close" : "play"} />
          {running ? "Cancel" : "Time the kernels on this device"}
        </button>
        <span role="status">{statusOf(state)}</span>
      </p>
      {state.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div className="grid">
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
    <table className="ruled">
      <caption>
        {network} on {engine}: {formatMs(msPerStep)} ms per step
      </caption>
      <TableHead names={["Kernel", "Calls per step", "µs per call", "Share of the sum"]} />
      <tbody>
        {kernels.map(({ kernel, dispatches, msPerDispatch, fraction }) => (
          <tr key={kernel}>
            <th scope="row">
              <code>{kernel}</code>
            </th>
            <td>{dispatches}</td>
            <td>{formatMs(1000 * msPerDispatch)}</td>
            <td>
              <span className="share" style={{ width: `${4 * fraction}rem` }} aria-hidden="true" />
              {Math.round(100 * fraction)} %
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
    running: "Measuring …",
    done: "Done. Values are medians. Calls overlap within a step, so a step may take less time than its kernels one by one.",
    cancelled: "Cancelled.",
    failed: "The benchmark failed.",
  }[status];
}
