/** The parts of the page that only matrix factorization has. */
import { nearestSpectraSentence } from "../../../store/run/spectra-step.ts";
import { lazily } from "../../parts/lazily.tsx";
import { useMatrix, useMatrixActions, useMatrixViews, withRun } from "./context.ts";
import { EntryReadout } from "./pictures/EntryReadout.tsx";

const PAPER = "https://arxiv.org/abs/2406.04112";

export const AskForFile = lazily<object>(async () => (await import("./import/AskForFile.tsx")).AskForFile);

/** Offers the usual settings of a file whose earlier settings were kept. */
export function UsualSettings() {
  const usual = useMatrix((state) => (state.usual?.told === state.repairs ? state.usual : undefined));
  const { open } = useMatrixActions();
  return (
    usual && (
      <button type="button" onClick={() => open(usual.config, "play")}>
        Take the file’s usual settings
      </button>
    )
  );
}

const Readout = withRun(EntryReadout);

/**
 * Shows the values at the selected entry while the user points at a picture, because the readout below the
 * first screen would be out of sight.
 */
export function StripReadout() {
  const isPointing = useMatrix((state) => state.run !== undefined && state.entry !== undefined);
  return (
    isPointing && (
      <div className="strip-entry" aria-hidden="true">
        <Readout />
      </div>
    )
  );
}

export function LookingAt({ step }: { readonly step: number }) {
  const data = useMatrixViews();
  return nearestSpectraSentence([...data.models.values()], step);
}

export function Foot() {
  return (
    <>
      <p>
        A deep network <i>W</i>
        <sub>L</sub> ⋯ <i>W</i>
        <sub>1</sub> learns a matrix from part of its entries. A compressed network of width 2r̂ trains beside
        it, from the same start and for a fraction of the work. For gradient descent with every entry seen,
        the paper proves how the two are related.
      </p>
      <p>
        After C. Yaras, P. Wang, L. Balzano, Q. Qu,{" "}
        <a href={PAPER}>
          <cite>Compressible Dynamics in Deep Overparameterized Low-Rank Learning &amp; Adaptation</cite>,
          ICML 2024, arXiv 2406.04112
        </a>
        . The network with a spectral start is by Kwon, Zhang, Song, Balzano and Qu,{" "}
        <a href="https://arxiv.org/abs/2311.05061">arXiv 2311.05061</a>. “Thin” is a variant of this
        playground.
      </p>
      <p>Photographs courtesy of the Getty’s Open Content Program.</p>
    </>
  );
}
