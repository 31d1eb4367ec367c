/** Copies the rows of each batch entry's mini-batch. The entry's step counter selects the mini-batch. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const gatherRowsReference: Reference = (params, _constants, tensors) => {
  const [source, index, step, out] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const [rows, cols, batch] = [numberOf(params, "rows"), numberOf(params, "cols"), numberOf(params, "batch")];
  for (let entry = 0; entry < batch; entry++) {
    const slot = (step[entry] as number) % numberOf(params, "capacity");
    for (let r = 0; r < rows; r++) {
      const from = (index[(slot * batch + entry) * rows + r] as number) * cols;
      out.set(source.subarray(from, from + cols), (entry * rows + r) * cols);
    }
  }
};
