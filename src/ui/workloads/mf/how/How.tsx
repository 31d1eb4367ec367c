/** How the playground works: its parts, its kernels and their references, and the kernels' times on this device. */
import { Sheet } from "../../../parts/Sheet.tsx";
import { Kernels } from "./Kernels.tsx";
import { Fragment, type ReactNode } from "react";
import type { BenchmarkRequest } from "../../../../store/jobs/benchmark.ts";
import { formatMs } from "../../../../store/format.ts";
import { RunBenchmark } from "../benchmark/RunBenchmark.tsx";
import { useMatrix, useMatrixActions } from "../context.ts";
import { RowsTable } from "../../../parts/RowsTable.tsx";
import "../../../styles/panels/how.css";

export function How() {
  return (
    <Sheet
      title="How it works"
      className="how"
      summary="Everything is computed here, in this browser. The code is short enough to read. This page shows where each part is, and the kernels themselves."
    >
      <section aria-labelledby="how-parts">
        <h3 id="how-parts">From a link to a curve</h3>
        <Architecture />
      </section>
      <section aria-labelledby="how-kernels">
        <h3 id="how-kernels">The kernels</h3>
        <p>
          A training step is a list of kernel calls: products forward and backward along the chain, the
          residual between them, and an update for each factor. Every kernel is tested against its reference
          on two WebGPU compilers.
        </p>
        <Kernels />
      </section>
      <section aria-labelledby="how-times">
        <h3 id="how-times">The time that each kernel takes here</h3>
        <KernelTimes />
      </section>
    </Sheet>
  );
}

/** How a link becomes a curve: the parts of the code that an experiment passes through, in this order, each with its folder. */
function Architecture() {
  return (
    <ol className="architecture">
      <Place name="On the page">
        <Part name="Experiment" folder="src/experiment">
          One object describes the whole run. It is read from the link, and values out of range are corrected.
        </Part>
      </Place>
      <Place name="In a worker, so that the page stays responsive">
        <Part name="Problem" folder="src/workloads/mf/data">
          The seed determines the target, the mask and the noise. They are the same on every device.
        </Part>
        <Part name="Networks" folder="src/workloads/mf/network">
          Chains of factors. The first gradient, in 64-bit numbers, gives the bases of the compressed
          networks.
        </Part>
        <Part name="Plan" folder="src/workloads/mf/plan">
          A fixed list of kernel calls over named tensors: made once, with the cheapest order of
          multiplication.
        </Part>
        <Part name="Session" folder="src/training">
          Replays the list, many steps per submit, for one network at a time. It keeps checkpoints from which
          a run can continue.
        </Part>
      </Place>
      <Place name="One list, three ways to compute it">
        <Part name="WebGPU" folder="shaders, src/gpu">
          Hand-written WGSL kernels on the graphics card, in 32-bit numbers.
        </Part>
        <Part name="WebAssembly" folder="src/wasm">
          The same kernels with SIMD on the processor: faster where the graphics card is only simulated.
        </Part>
        <Part name="Reference" folder="src/kernels">
          The same kernels in plain 64-bit TypeScript. The tests compare the other two implementations with
          it.
        </Part>
      </Place>
      <Place name="Back on the page">
        <Part name="Store" folder="src/store">
          Two errors per step and network come back; pictures, spectra and other views come from time to time.
        </Part>
        <Part name="Charts" folder="src/ui">
          Redrawn at most ten times a second, whatever the engine does. While the tab is hidden, training
          continues.
        </Part>
      </Place>
    </ol>
  );
}

function Place({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <li className="box">
      <h4 className="note">{name}</h4>
      <ul>{children}</ul>
    </li>
  );
}

interface PartProps {
  readonly name: string;
  readonly folder: string;
  readonly children: ReactNode;
}

function Part({ name, folder, children }: PartProps) {
  return (
    <li>
      <strong>{name}</strong>
      <code className="fine">{folder}</code>
      <p>{children}</p>
    </li>
  );
}

const LABEL = "Time the kernels on this device";

/** The time of a training step of the current experiment, kernel by kernel, measured on this device. */
function KernelTimes() {
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
