/** The charts and matrices of a matrix factorization, which the sheet “Save” offers. */
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
