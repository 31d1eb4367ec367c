/** The time of a training step of the current experiment, kernel by kernel, measured on this device. */
import { Fragment } from "react";
import type { BenchmarkRequest } from "../../../../store/jobs/benchmark.ts";
import { formatMs } from "../../../../store/format.ts";
import { RunBenchmark } from "../benchmark/RunBenchmark.tsx";
import { useMatrix, useMatrixActions } from "../context.ts";
import { RowsTable } from "../../../parts/RowsTable.tsx";

const LABEL = "Time the kernels on this device";

export function KernelTimes() {
  const experiment = useMatrix((state) => state.config);
  const chosen = useMatrix(({ run }) => run?.kernels?.join(", "));
  const { openedFile } = useMatrixActions();
  const request = (): BenchmarkRequest => {
    const file = openedFile();
    return { kind: "kernels", experiment, ...(file && { file }) };
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
      <RunBenchmark
        labels={[LABEL, LABEL]}
        request={request}
        done="Calls overlap within a step, so a step may take less time than its kernels one by one."
      >
        {({ steps }) => (
          <div className="grid">
            {steps.map(({ engine, network, msPerStep, kernels }) => (
              <RowsTable
                key={`${engine} ${network}`}
                className="ruled"
                caption={`${network} on ${engine}: ${formatMs(msPerStep)} ms per step`}
                heads={["Kernel", "Calls per step", "µs per call", "Share of the sum"]}
                rows={kernels.map(({ kernel, dispatches, msPerDispatch, fraction }) => ({
                  name: kernel,
                  head: <code>{kernel}</code>,
                  cells: [
                    dispatches,
                    formatMs(1000 * msPerDispatch),
                    <Fragment key="share">
                      <span className="share" style={{ width: `${4 * fraction}rem` }} aria-hidden="true" />
                      {Math.round(100 * fraction)} %
                    </Fragment>,
                  ],
                }))}
              />
            ))}
          </div>
        )}
      </RunBenchmark>
    </>
  );
}
