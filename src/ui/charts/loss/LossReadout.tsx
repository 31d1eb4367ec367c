/**
 * The values of every curve at one position. The values of the current run are exact even if the chart draws
 * fewer points.
 */
import { formatCount, formatDb, formatError } from "../../../store/format.ts";
import { shortName } from "../../../store/run/headline.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import { LineSample } from "../../parts/LineSample.tsx";
import { stepAt, type Drawn, type Quantity } from "./loss-data.ts";
import { formatX, type XUnit } from "../axes/x-axis.ts";

interface Props {
  readonly drawn: readonly Drawn[];
  readonly quantity: Quantity;
  readonly xUnit: XUnit;
  readonly x: number;
  /** Whether the readout stands left of the crosshair, where there is more room. */
  readonly isLeft: boolean;
}

export function LossReadout({ drawn, quantity, xUnit, x, isLeft }: Props) {
  const validates = quantity === "error" && drawn.some(({ curve }) => curve.validation);
  const hasTrain = quantity === "error" && drawn.some(({ curve }) => !curve.low);
  return (
    <table className={isLeft ? "tooltip at-left" : "tooltip"}>
      <thead>
        <tr>
          <th scope="col">{placeText(xUnit, x)}</th>
          {xUnit !== "steps" && <th scope="col">step</th>}
          <th scope="col">{quantity === "error" ? "recovery" : "PSNR, dB"}</th>
          {hasTrain && <th scope="col">train</th>}
          {validates && <th scope="col">validation</th>}
        </tr>
      </thead>
      <tbody>
        {drawn.toReversed().map((one) => {
          const step = stepOf(one, xUnit, x);
          const { recovery, train, validation } = one.at(step);
          return (
            <tr key={one.key} className={one.pin ? "ghost" : ""}>
              <th scope="row">
                <LineSample id={one.id} faint={one.pin !== undefined} />
                {shortName(one.id)}
                {one.pin && ` (${one.pin.name || "pinned"})`}
              </th>
              {xUnit !== "steps" && <td>{formatCount(step)}</td>}
              <td>{valueText(one, quantity, recovery)}</td>
              {hasTrain && <td>{formatError(train)}</td>}
              {validates && <td>{formatError(validation)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The current run's values in one line, for screen readers. */
export function tellValues(drawn: readonly Drawn[], quantity: Quantity, xUnit: XUnit, x: number): string {
  const values = drawn
    .filter(({ pin }) => pin === undefined)
    .map((one) => `${shortName(one.id)} ${valueText(one, quantity, one.at(stepOf(one, xUnit, x)).recovery)}`);
  return `${placeText(xUnit, x)}: ${values.join(", ")}`;
}

export function valueText({ psnrAtOne }: Drawn, quantity: Quantity, error: number): string {
  return quantity === "error" ? formatError(error) : formatDb(psnrOf(psnrAtOne, error));
}

const stepOf = ({ xOf, lastStep }: Drawn, xUnit: XUnit, x: number): number =>
  xUnit === "steps" ? x : stepAt((step) => xOf(xUnit, step), x, lastStep);

function placeText(xUnit: XUnit, x: number): string {
  if (xUnit === "steps") return `step ${formatCount(x)}`;
  return xUnit === "flops" ? `${formatX(xUnit, x)} FLOPs` : formatX(xUnit, x);
}
