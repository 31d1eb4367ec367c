/** What this is, in one sentence, and the choices that concern the whole page. */
import { CopyLink } from "./CopyLink.tsx";
import { EngineBadge } from "./EngineBadge.tsx";
import { PresetPicker } from "./PresetPicker.tsx";
import { ViewButtons } from "./views/ViewButtons.tsx";

export const PAPER = "https://arxiv.org/abs/2406.04112";

export function Header() {
  return (
    <header className="header">
      <div className="purpose">
        <h1>DMF Playground</h1>
        <p>
          A deep network <i>W</i>
          <sub>L</sub>⋯<i>W</i>
          <sub>1</sub> learns a matrix from part of its entries. Trained next to it, from the same start:
          compressed copies of width 2r̂ that follow the same path at a fraction of the work.{" "}
          <a href={PAPER}>The paper</a>
        </p>
      </div>
      <div className="tools">
        <PresetPicker />
        <ViewButtons />
        <CopyLink />
        <EngineBadge />
      </div>
    </header>
  );
}
