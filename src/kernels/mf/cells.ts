/**
 * Products that use only listed cells of a matrix: the cells starts[i] … starts[i + 1] − 1 belong to row i, and cell e lies
 * in column columns[e]. All other matrices are row-major, with k columns.
 */
import productWgsl from "../../../shaders/mf/cells_product.wgsl?raw";
import matmulWgsl from "../../../shaders/mf/cells_matmul.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";
import { RATE_BINDINGS, ratesNow } from "../optim/hyper.ts";

/** out[e] = ⟨a[i], b[columns[e]]⟩ for each cell e of row i. */
export const cells_product = defineKernel({
  name: "cells_product",
  wgsl: productWgsl,
  params: u32("rows", "k"),
  bindings: [...read("a", "b", "starts", "columns"), ...readWrite("out")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows }) => foldGrid(rows, 1),
  wasm: [],
  reference: ({ rows, k }, _constants, [a, b, starts, columns, out]) => {
    for (let i = 0; i < rows; i++)
      for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
        const other = (columns[at] as number) * k;
        let sum = 0;
        for (let c = 0; c < k; c++) sum += (a[i * k + c] as number) * (b[other + c] as number);
        out[at] = sum;
      }
  },
});

/**
 * out[i] = Σ_e values[e] · b[columns[e]] over the cells e of row i, or values[places[e]] with PLACES. With RATES, out is a
 * weight, and the product its gradient: out = alpha · product + beta · out.
 */
export const cells_matmul = defineKernel({
  name: "cells_matmul",
  wgsl: matmulWgsl,
  params: u32("rows", "k"),
  bindings: [...read("values", "b", "starts", "columns", "places"), ...readWrite("out"), ...RATE_BINDINGS],
  optional: RATE_BINDINGS.length,
  constants: { PLACES: 0, RATES: 0, WORKGROUP: 64, COLUMNS: 16 },
  grid: ({ rows, k }, { COLUMNS }) => {
    const [x, y] = foldGrid(rows, 1);
    return [x, y, Math.ceil(k / COLUMNS)];
  },
  wasm: ["PLACES", "RATES"],
  reference: ({ rows, k }, { PLACES, RATES }, [values, b, starts, columns, places, out, rates, step]) => {
    const [alpha, beta] = RATES ? ratesNow(RATES, rates, step) : [1, 0];
    for (let i = 0; i < rows; i++)
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let at = starts[i] as number; at < (starts[i + 1] as number); at++)
          sum +=
            (values[PLACES ? (places[at] as number) : at] as number) *
            (b[(columns[at] as number) * k + c] as number);
        const to = i * k + c;
        out[to] = alpha * sum + (beta === 0 ? 0 : beta * (out[to] as number));
      }
  },
});
