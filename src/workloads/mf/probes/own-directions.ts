/** The networks' layers in the original's own directions, for the pictures of the stage. */
import { OWN_DIRECTIONS_SIDE } from "../config/defaults.ts";
import type { Experiment, NetworkName } from "../config/fields.ts";
import { multiply, scale, type Matrix } from "../../../math/matrix.ts";
import { topSingular } from "../../../math/top-singular.ts";
import { openOwnViews, type OwnView, type OwnViews } from "../../own-view.ts";
import type { Training } from "../training.ts";

/** Whether the original has own directions, and small enough layers to show them. */
const hasOwnDirections = ({ networks, start, rows, cols, width }: Experiment): boolean =>
  networks.includes("original") &&
  start === "orthogonal" &&
  Math.max(rows, cols, width) <= OWN_DIRECTIONS_SIDE;

type OwnViewOf = (id: NetworkName, factors: readonly Matrix[]) => OwnView | undefined;

/** Returns a function that shows a network's current factors. Its first call computes the bases. */
export function createOwnView(
  experiment: Experiment,
  { origin }: Pick<Training, "origin">,
): OwnViewOf | undefined {
  if (!origin || !hasOwnDirections(experiment)) return undefined;
  const { start, gradient } = origin;
  const { rHat, epsilon } = experiment;
  let views: OwnViews | undefined;
  return (id, factors) => {
    const chain = wholeLayers(id, factors, start.length);
    if (!chain) return undefined;
    views ??= openOwnViews(start, topSingular(scale(gradient(), -1), rHat), epsilon);
    return id === "original" ? views.whole(chain) : views.embedded(chain, origin.bases());
  };
}

/** One factor a layer: of Yaras et al.'s network, the outer factors belong to the layers beside them. */
function wholeLayers(
  id: NetworkName,
  factors: readonly Matrix[],
  depth: number,
): readonly Matrix[] | undefined {
  if (id === "original" || id === "thin") return factors;
  if (id !== "yaras" || factors.length !== depth + 2) return undefined;
  const [right, first, ...rest] = factors as [Matrix, Matrix, ...Matrix[]];
  const [last, left] = rest.slice(-2) as [Matrix, Matrix];
  return [multiply(first, right), ...rest.slice(0, -2), multiply(left, last)];
}
