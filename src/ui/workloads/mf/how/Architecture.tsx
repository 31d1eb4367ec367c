/**
 * Shows how a link becomes a curve: the parts of the code that an experiment passes through, each with its
 * folder.
 */

interface Part {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
}

interface Place {
  readonly name: string;
  readonly parts: readonly Part[];
}

/** The parts, in the order in which an experiment passes through them. */
const PLACES: readonly Place[] = [
  {
    name: "On the page",
    parts: [
      {
        name: "Experiment",
        folder: "src/experiment",
        text: "One object describes the whole run. It is read from the link, and values out of range are corrected.",
      },
    ],
  },
  {
    name: "In a worker, so that the page stays responsive",
    parts: [
      {
        name: "Problem",
        folder: "src/workloads/mf/data",
        text: "The seed determines the target, the mask and the noise. They are the same on every device.",
      },
      {
        name: "Networks",
        folder: "src/workloads/mf/network",
        text: "Chains of factors. The first gradient, in 64-bit numbers, gives the bases of the compressed networks.",
      },
      {
        name: "Plan",
        folder: "src/workloads/mf/plan",
        text: "A fixed list of kernel calls over named tensors: made once, with the cheapest order of multiplication.",
      },
      {
        name: "Session",
        folder: "src/training",
        text: "Replays the list, many steps per submit, for one network at a time. It keeps checkpoints from which a run can continue.",
      },
    ],
  },
  {
    name: "One list, three ways to compute it",
    parts: [
      {
        name: "WebGPU",
        folder: "shaders, src/gpu",
        text: "Hand-written WGSL kernels on the graphics card, in 32-bit numbers.",
      },
      {
        name: "WebAssembly",
        folder: "src/wasm",
        text: "The same kernels with SIMD on the processor: faster where the graphics card is only simulated.",
      },
      {
        name: "Reference",
        folder: "src/kernels",
        text: "The same kernels in plain 64-bit TypeScript. The tests compare the other two implementations with it.",
      },
    ],
  },
  {
    name: "Back on the page",
    parts: [
      {
        name: "Store",
        folder: "src/store",
        text: "Two errors per step and network come back; pictures, spectra and other views come from time to time.",
      },
      {
        name: "Charts",
        folder: "src/ui",
        text: "Redrawn at most ten times a second, whatever the engine does. While the tab is hidden, training continues.",
      },
    ],
  },
];

export function Architecture() {
  return (
    <ol className="architecture">
      {PLACES.map((place) => (
        <li key={place.name} className="box">
          <h4 className="note">{place.name}</h4>
          <ul>
            {place.parts.map(({ name, folder, text }) => (
              <li key={name}>
                <strong>{name}</strong>
                <code className="fine">{folder}</code>
                <p>{text}</p>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
