/** The charts that the sheet “Save” has only for matrix factorization. */
import { withRun } from "../context.ts";
import { SpectrumFigure } from "./SpectrumFigure.tsx";
import { StageFigure } from "./StageFigure.tsx";

const Spectrum = withRun(SpectrumFigure);
const Networks = withRun(StageFigure);

export function Charts() {
  return (
    <>
      <Spectrum />
      <Networks />
    </>
  );
}
