/** The sentences below the rows of the network diagram, on the factors in own directions. */
import { subscript } from "../../../store/format.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import type { OwnView } from "../../../workloads/own-view.ts";
import { capital, changeSentence, differenceSentence, percent } from "../../diagram/own.ts";

/** `own` is the view of the network `id`, and `full` is DLN's. */
export function sentenceOf(
  id: string,
  { rHat, width, depth }: Pick<MlpConfig, "rHat" | "width" | "depth">,
  own: OwnView,
  full: OwnView | undefined,
): string | undefined {
  if (id === "dln") return changeSentence(own, 2 * Math.floor(rHat / 2), [width]);
  if (id === "thin") return full && differenceSentence(own, full.blocks);
  const why = id === "cdln" ? "they have one row for a direction, not two" : "their directions are random";
  const part = own.inBlocks ?? NaN;
  const rest = part > 1 - 1e-8 ? "" : `; A${subscript(1)} and A${subscript(depth)} carry the rest`;
  const change = Number.isNaN(part) ? "" : ` ${capital(percent(part))} of its change lies in them${rest}.`;
  return `Its blocks are not the framed ones: ${why}.${change}`;
}
