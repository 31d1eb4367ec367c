/** Shows how a link becomes a curve: the parts of the code that an experiment passes through, in this order, each with its folder. */
import type { ReactNode } from "react";

export function Architecture() {
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
