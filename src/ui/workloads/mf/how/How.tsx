/** How the playground works: its parts, its kernels and their references, and the kernels' times on this device. */
import { Sheet } from "../../../parts/Sheet.tsx";
import { Architecture } from "./Architecture.tsx";
import { Kernels } from "./Kernels.tsx";
import { KernelTimes } from "./KernelTimes.tsx";
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
