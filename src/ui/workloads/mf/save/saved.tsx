/** The charts of a matrix factorization alone, which the sheet “Save” offers. */
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
