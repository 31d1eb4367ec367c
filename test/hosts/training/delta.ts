/** ΔW of an adapted weight in float64, which training never forms. */
import {
  mapElements,
  multiply,
  multiplyChain,
  scale as scaled,
  transpose,
  zeros,
  type Matrix,
} from "../../../src/math/matrix.ts";
import type { Adaptation } from "../../../src/models/parametrizations/adapted.ts";

/** ΔW of one run, from the current values of the trained tensors (by name). */
export function deltaOf(
  adaptation: Adaptation,
  base: Matrix,
  run: number,
  present: (name: string) => Matrix,
): Matrix {
  if (adaptation.kind === "none") return zeros(base.rows, base.cols);
  if (adaptation.kind === "dense") return add(present("W"), base, -1);
  if (adaptation.kind === "input") {
    const edit = multiply(transpose(present(adaptation.phi.name)), present(adaptation.psi.name));
    return scaled(multiply(base, edit), adaptation.scale);
  }
  return adaptation.terms
    .map(({ scale, factors, trained }) =>
      scaled(
        multiplyChain(factors.map(({ name, runs }) => (trained ? present(name) : (runs[run] as Matrix)))),
        scale,
      ),
    )
    .reduce((sum, term) => add(sum, term, 1));
}

const add = (a: Matrix, b: Matrix, factor: number): Matrix =>
  mapElements(a, (value, i) => value + factor * (b.data[i] as number));
