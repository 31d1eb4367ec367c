import wgsl from "../../../shaders/loss/softmax_cross_entropy.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * gradient = scale · (softmax(z) − onehot(y)) and partials = (−log softmax(z)_y, 1 if y is the first class with the
 * largest logit, else 0). Params: rows per run, number of classes, number of runs, stride from one run's labels to
 * the next (0 if all runs share them), scale of the gradient. The partials are pairs (loss, 1 if the prediction is
 * right and else 0), one for each row.
 */
export const softmax_cross_entropy = defineKernel({
  name: "softmax_cross_entropy",
  wgsl,
  params: [...u32("rows", "classes", "batch", "label_stride"), ...f32("scale")],
  bindings: [...read("logits", "labels"), ...readWrite("gradient", "partials")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, batch }, { WORKGROUP }) => foldGrid(batch * rows, WORKGROUP),
  wasm: [],
  reference: (
    { rows, classes, batch, label_stride: labelStride, scale },
    _constants,
    [logits, labels, gradient, partials],
  ) => {
    for (let row = 0; row < batch * rows; row++) {
      const entry = Math.floor(row / rows);
      const label = labels[entry * labelStride + (row % rows)] as number;
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
  },
});
