/** What the sheet “Save” has for matrix factorization: its charts and its matrices. */
import { usePlayground } from "../../../parts/context.ts";
import { ErrorFigure } from "./ErrorFigure.tsx";
import { Matrices as MatricesOf } from "./Matrices.tsx";
import { SpectrumFigure } from "./SpectrumFigure.tsx";

export function Charts() {
  const run = usePlayground((state) => state.run);
  return (
    run && (
      <>
        <ErrorFigure run={run} />
        <SpectrumFigure run={run} />
      </>
    )
  );
}

export function Matrices() {
  const run = usePlayground((state) => state.run);
  return run && <MatricesOf run={run} />;
}
