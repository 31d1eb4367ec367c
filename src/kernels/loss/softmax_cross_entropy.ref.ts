/**
 * gradient = scale · (softmax(z) − onehot(y)) and partials = (−log softmax(z)_y, 1 if y is the first class
 * with the largest logit, else 0).
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const softmaxCrossEntropyReference: Reference = (params, _constants, tensors) => {
  const [logits, labels, gradient, partials] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const rows = numberOf(params, "rows");
  const classes = numberOf(params, "classes");
  const scale = numberOf(params, "scale");
  for (let row = 0; row < numberOf(params, "batch") * rows; row++) {
    const entry = Math.floor(row / rows);
    const label = labels[entry * numberOf(params, "label_stride") + (row % rows)] as number;
    const first = row * classes;
    const z = [...logits.subarray(first, first + classes)];
    const largest = Math.max(...z);
    const sum = z.reduce((total, value) => total + Math.exp(value - largest), 0);
    for (let k = 0; k < classes; k++) {
      const p = Math.exp((z[k] as number) - largest) / sum;
      gradient[first + k] = scale * (p - Number(k === label));
    }
    partials[2 * row] = Math.log(sum) + largest - (z[label] as number);
    partials[2 * row + 1] = Number(z.indexOf(largest) === label);
  }
};
