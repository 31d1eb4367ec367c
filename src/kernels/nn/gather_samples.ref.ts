/** out[b][i] = source[p], out_labels[b][i] = labels[p], with p = order[step[b] % batches][b][i]. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const gatherSamplesReference: Reference = (params, _constants, tensors) => {
  const [source, labels, order, step, out, outLabels] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const rows = numberOf(params, "rows");
  const cols = numberOf(params, "cols");
  const batches = numberOf(params, "batches");
  const batch = numberOf(params, "batch");
  for (let row = 0; row < batch * rows; row++) {
    const entry = Math.floor(row / rows);
    const slot = ((step[entry] as number) % batches) * batch + entry;
    const picked = order[slot * rows + (row % rows)] as number;
    out.set(source.subarray(picked * cols, (picked + 1) * cols), row * cols);
    outLabels[row] = labels[picked] as number;
  }
};
