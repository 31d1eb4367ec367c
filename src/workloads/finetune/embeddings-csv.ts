/** Writes embeddings and predictions as a table: one line for each text and method. */
import Papa from "papaparse";
import type { LabAdapter } from "./adapter.ts";
import { WIDTH } from "./asset.ts";
import { classesOf, rowOf } from "./embedder.ts";
import type { LabFacts } from "./workload.ts";

export interface EmbeddedTexts {
  /** Name of the method, or `encoder` for the original encoder. */
  readonly method: string;
  readonly z: Float32Array;
  readonly adapter?: LabAdapter;
}

/** Escapes texts that a spreadsheet would read as formulas. */
export function embeddingsCsv(
  { testTexts, testLabels, classes }: Pick<LabFacts, "testTexts" | "testLabels" | "classes">,
  embedded: readonly EmbeddedTexts[],
): string {
  const header = [
    "method",
    "text",
    ...(classes ? ["label", "prediction"] : []),
    ...Array.from({ length: WIDTH }, (_, i) => `z${i}`),
  ];
  const lines = embedded.flatMap(({ method, z, adapter }) => {
    const predicted = adapter && classesOf(z, adapter);
    return testTexts.map((text, i) => [
      method,
      text,
      ...(classes ? [classes[testLabels?.[i] ?? -1] ?? "", classes[predicted?.[i] ?? -1] ?? ""] : []),
      ...Array.from(rowOf(z, i), (value) => Number(value.toPrecision(8))),
    ]);
  });
  return `${Papa.unparse([header, ...lines], { escapeFormulae: true, newline: "\n" })}\n`;
}
