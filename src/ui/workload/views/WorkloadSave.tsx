/**
 * Saves the run: everything as a file that the page can open again, the curves as a table and as a picture, and
 * the citations.
 */
import { useState } from "react";
import { SaveSheet, WholeRun } from "../../save/SaveSheet.tsx";

import { MetricFigure } from "./MetricFigure.tsx";
import type { ViewProps } from "../../views/views.ts";
import { useWorkloadActions } from "../context.ts";

export function WorkloadSave({ onClose }: ViewProps) {
  const { runFile, openRunFile } = useWorkloadActions();
  const [refusal, refuse] = useState<string>();
  const open = async (file: File): Promise<void> => {
    const refused = await openRunFile(file);
    refuse(refused);
    if (refused === undefined) onClose();
  };
  return (
    <SaveSheet onClose={onClose}>
      <WholeRun runFile={runFile} refusal={refusal} onOpen={(file) => void open(file)} />
      <MetricFigure />
    </SaveSheet>
  );
}
