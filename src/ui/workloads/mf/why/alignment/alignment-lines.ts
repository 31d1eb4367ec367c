/**
 * The lines of the alignment charts: one per network, and one for the original's outer layers. Also says in words when a
 * network has found a component.
 */
import type { NetworkName } from "../../../../../workloads/mf/config/fields.ts";
import {
  FOUND,
  foundAt,
  ofOuter,
  ofProduct,
  seriesOf,
  type AlignmentSeries,
  type Side,
} from "../../../../../store/insight/alignment.ts";
import { formatCount, subscript } from "../../../../../store/format.ts";
import { shortName, type LoadedRun } from "../../../../../store/kinds/matrix-state.ts";
import type { MatrixData } from "../../../../../store/kinds/matrix-data.ts";
import { layerNames } from "../../looks.ts";

export interface AlignmentLine {
  readonly id: NetworkName;
  readonly name: string;
  /** True for the original's outer layers, false for its learned matrix. */
  readonly isOuter: boolean;
  readonly left: AlignmentSeries;
  readonly right: AlignmentSeries;
}

export function linesOf(run: LoadedRun, data: MatrixData, component: number): AlignmentLine[] {
  return run.models.flatMap(({ id }) => {
    const history = data.models.get(id)?.alignment;
    if (!history) return [];
    const series = (cosine: typeof ofProduct) => ({
      left: seriesOf(history, cosine(component, "left")),
      right: seriesOf(history, cosine(component, "right")),
    });
    const own = { id, name: shortName(id), isOuter: false, ...series(ofProduct) };
    if (id !== "original") return [own];
    const { first, last } = outerNames(run);
    const name = `${shortName(id)}, ${last} and ${first}`;
    return [own, { id, name, isOuter: true, ...series(ofOuter) }];
  });
}

/** The names of W_1 and W_L. */
export function outerNames({ config }: LoadedRun): { readonly first: string; readonly last: string } {
  const names = layerNames("original", config.depth);
  return { first: names[0] ?? "", last: names.at(-1) ?? "" };
}

/** The symbol of a singular vector: u₁ … u₈, v₁ … v₈. */
export const symbolOf = (side: Side, component: number): string =>
  `${side === "left" ? "u" : "v"}${subscript(component + 1)}`;

export const formatCosine = (value: number | undefined): string =>
  value !== undefined && Number.isFinite(value) ? value.toFixed(3) : "–";

/** The step from which both vectors are found, or their current cosines. */
export function foundText({ name, left, right }: AlignmentLine, component: number): string {
  const symbols = { u: symbolOf("left", component), v: symbolOf("right", component) };
  const [leftAt, rightAt] = [foundAt(left), foundAt(right)];
  if (leftAt && rightAt) {
    const { after, by } = leftAt.by > rightAt.by ? leftAt : rightAt;
    const found = `${name}: ${symbols.u} and ${symbols.v} stay above ${FOUND} from step ${formatCount(by)} on`;
    return after === undefined || by - after === 1
      ? `${found}.`
      : `${found}, or from a step after ${formatCount(after)}: no probe was taken in between.`;
  }
  return `${name}: ${symbols.u} at ${formatCosine(left.values.at(-1))} and ${symbols.v} at ${formatCosine(right.values.at(-1))} now.`;
}
