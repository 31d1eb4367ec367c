import wgsl from "../../../shaders/loss/pair_error.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * The score a cos(u, v) + b of each pair of unit vectors, where u and v are rows 2i and 2i + 1 of z, and the gradients of
 * `scale` times the sum of the squared errors: dz, and dscores for the gradients of a and b. partials = (squared error,
 * score), pair by pair. Params: pairs and columns per run, number of runs, scale.
 */
export const pair_error = defineKernel({
  name: "pair_error",
  wgsl,
  params: [...u32("pairs", "cols", "batch"), ...f32("scale")],
  bindings: [...read("z", "targets", "a", "b"), ...readWrite("dz", "dscores", "cosines", "partials")],
  constants: { WORKGROUP: 64 },
  grid: ({ pairs, batch }) => foldGrid(batch * pairs, 1),
  reference: (
    { pairs, cols, batch, scale },
    _constants,
    [z, targets, a, b, dz, dscores, cosines, partials],
  ) => {
    for (let pair = 0; pair < batch * pairs; pair++) {
      const [u, v] = [2 * pair * cols, (2 * pair + 1) * cols];
      let cosine = 0;
      for (let j = 0; j < cols; j++) cosine += (z[u + j] as number) * (z[v + j] as number);
      const run = Math.floor(pair / pairs);
      const score = (a[run] as number) * cosine + (b[run] as number);
      const error = score - (targets[pair] as number);
      const dscore = 2 * scale * error;
      const dcosine = (a[run] as number) * dscore;
      for (let j = 0; j < cols; j++) {
        dz[u + j] = dcosine * (z[v + j] as number);
        dz[v + j] = dcosine * (z[u + j] as number);
      }
      dscores[pair] = dscore;
      cosines[pair] = cosine;
      partials[2 * pair] = error ** 2;
      partials[2 * pair + 1] = score;
    }
  },
});
