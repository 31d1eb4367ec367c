/**
 * Saves the run: everything as a file that the page can open again, numbers as tables, matrices, charts as pictures,
 * and the citations.
 */
import { useEffect } from "react";
import { useActions, usePlayground } from "../parts/context.ts";
import type { ViewProps } from "../views/views.ts";
import { ErrorFigure } from "./ErrorFigure.tsx";
import { forgetRefusal, openRun, useRefusal } from "./opened-run.ts";
import { Matrices } from "./Matrices.tsx";
import { SaveSheet, WholeRun } from "./SaveSheet.tsx";
import { SpectrumFigure } from "./SpectrumFigure.tsx";

export function SaveView({ onClose }: ViewProps) {
  const run = usePlayground((state) => state.run);
  return (
    <SaveSheet onClose={onClose}>
      <RunSection />
      {run && (
        <>
          <Matrices run={run} />
          <section aria-label="Charts">
            <h3>Charts, in the colours of the current theme</h3>
            <ErrorFigure run={run} />
            <SpectrumFigure run={run} />
          </section>
        </>
      )}
    </SaveSheet>
  );
}

function RunSection() {
  const actions = useActions();
  const refusal = useRefusal();
  useEffect(() => forgetRefusal, []);
  return (
    <WholeRun runFile={actions.runFile} refusal={refusal} onOpen={(file) => void openRun(file, actions)} />
  );
}
