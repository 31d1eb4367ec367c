/** Pictures for display, computed outside the step, with a separate list for each network. */
import { picture } from "../../../kernels/mf/picture.ts";
import { rangeOf } from "../data/cells.ts";
import type { Problem } from "../data/problem.ts";
import { DIVERGING, pictureColours, UNSEEN } from "../probes/colours.ts";
import type { MatrixRef, ProgramBuilder } from "../../../models/builder.ts";
import type { PlannedProblem } from "./problem.ts";

/**
 * Names of the list that draws a network's pictures for the first run, and of the pictures' tensors: rows × cols RGBA
 * pixels packed in u32.
 */
export interface PlannedPictures {
  readonly list: string;
  readonly estimate: string;
  readonly difference: string;
}

export interface PictureScale {
  /** Normalized values at the ends of the colour scale for target, observed entries and estimates. */
  readonly low: number;
  readonly high: number;
  /** The difference picture spans −span to span. */
  readonly span: number;
}

export function planPictures(program: ProgramBuilder, problem: PlannedProblem, shown: Problem) {
  const count = problem.rows * problem.cols;
  const { low, high } = rangeOf({ values: shown.target.data });
  const span = Math.max((high - low) / 4, 1e-12);
  const values = pictureColours(shown.unit, low, high);
  program.tensor({ name: "colours", type: "u32", length: values.length, initial: values });
  program.tensor({ name: "difference colours", type: "u32", length: DIVERGING.length, initial: DIVERGING });

  const draw = (
    name: string,
    value: string,
    { difference = false, mask }: { difference?: boolean; mask?: string | undefined } = {},
  ): string => {
    const pixels = program.tensor({ name, type: "u32", length: count });
    program.dispatch(
      picture,
      name,
      {
        count,
        lut_size: difference ? DIVERGING.length : values.length,
        low: difference ? -span : low,
        high: difference ? span : high,
        hidden: UNSEEN,
      },
      { DIFFERENCE: Number(difference), MASKED: Number(mask !== undefined) },
      [
        value,
        problem.target.tensor,
        mask ?? problem.mask,
        difference ? "difference colours" : "colours",
        pixels,
      ],
    );
    return pixels;
  };

  /** Draws the problem's own pictures. It runs once. */
  const list = "problem/pictures";
  program.list(list);
  const target = draw("problem/target pixels", problem.target.tensor, { mask: problem.known });
  const observed =
    problem.masked || problem.seen !== problem.target
      ? draw("problem/observed pixels", problem.seen.tensor, {
          mask: problem.masked ? problem.mask : undefined,
        })
      : target;
  return {
    scale: { low, high, span } satisfies PictureScale,
    list,
    target,
    observed,
    forNetwork: (network: { readonly id: string; readonly f: MatrixRef }): PlannedPictures => {
      const ownList = `${network.id}/pictures`;
      program.list(ownList);
      return {
        list: ownList,
        estimate: draw(`${network.id}/estimate pixels`, network.f.tensor),
        difference: draw(`${network.id}/difference pixels`, network.f.tensor, {
          difference: true,
          mask: problem.known,
        }),
      };
    },
  };
}
