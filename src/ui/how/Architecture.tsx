/** From a link to a curve: the parts that an experiment goes through, in order, each with the folder that holds it. */
import { say, sentence, type Sentence } from "../../store/text.ts";

interface Part {
  readonly name: Sentence;
  readonly folder: string;
  readonly text: Sentence;
}

interface Place {
  readonly name: Sentence;
  readonly parts: readonly Part[];
}

/** In the order in which an experiment passes. */
const PLACES: readonly Place[] = [
  {
    name: sentence("On the page"),
    parts: [
      {
        name: sentence("Experiment"),
        folder: "src/experiment",
        text: sentence(
          "One value that says everything: read from the link, each field repaired into its range.",
        ),
      },
    ],
  },
  {
    name: sentence("In a worker, so that the page stays free"),
    parts: [
      {
        name: sentence("Problem"),
        folder: "src/problem",
        text: sentence("The seed makes the target, the mask and the noise, the same on every device."),
      },
      {
        name: sentence("Networks"),
        folder: "src/network",
        text: sentence(
          "Chains of factors. The first gradient, in 64-bit numbers, gives the bases of the compressed ones.",
        ),
      },
      {
        name: sentence("Plan"),
        folder: "src/engine/plan",
        text: sentence(
          "A fixed list of kernel calls over named tensors: made once, with the cheapest order of multiplication.",
        ),
      },
      {
        name: sentence("Session"),
        folder: "src/engine",
        text: sentence(
          "Replays the list, many steps per submit, each network in turn, and keeps snapshots to go on from.",
        ),
      },
    ],
  },
  {
    name: sentence("One list, three ways to compute it"),
    parts: [
      {
        name: sentence("WebGPU"),
        folder: "shaders, src/gpu",
        text: sentence("Hand-written WGSL kernels on the graphics card, in 32-bit numbers."),
      },
      {
        name: sentence("WebAssembly"),
        folder: "src/wasm",
        text: sentence(
          "The same kernels with SIMD on the processor: faster where the graphics card is only simulated.",
        ),
      },
      {
        name: sentence("Reference"),
        folder: "src/kernels",
        text: sentence(
          "The same kernels in plain 64-bit TypeScript: what the tests hold the other two against.",
        ),
      },
    ],
  },
  {
    name: sentence("Back on the page"),
    parts: [
      {
        name: sentence("Store"),
        folder: "src/store",
        text: sentence(
          "Two errors per step and network come back, pictures and spectra now and then; nothing else does.",
        ),
      },
      {
        name: sentence("Charts"),
        folder: "src/ui",
        text: sentence(
          "Redrawn at most ten times a second, whatever the engine does. While the tab is hidden, training goes on.",
        ),
      },
    ],
  },
];

export function Architecture() {
  return (
    <ol className="architecture">
      {PLACES.map((place) => (
        <li key={place.name.english}>
          <h4>{say(place.name)}</h4>
          <ul>
            {place.parts.map(({ name, folder, text }) => (
              <li key={name.english}>
                <strong>{say(name)}</strong>
                <code>{folder}</code>
                <p>{say(text)}</p>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
