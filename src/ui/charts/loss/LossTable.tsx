/** The chart as a table, at about twenty of its visible steps. */
import { formatCount, formatError } from "../../../store/format.ts";
import { shortName } from "../../../store/run/headline.ts";
import type { Curve } from "../../../store/run/curves.ts";
import { LineSample } from "../../parts/LineSample.tsx";
import { ChartTable } from "../ChartTable.tsx";
import { stepAt, type Drawn, type Quantity } from "./loss-data.ts";
import { valueText } from "./LossReadout.tsx";
import { formatX, type XAxis } from "../axes/x-axis.ts";

interface Props {
  readonly drawn: readonly Drawn[];
  readonly axis: XAxis;
  readonly quantity: Quantity;
  readonly lastStep: number;
}

const ROWS = 20;

export function LossTable({ drawn: all, axis, quantity, lastStep }: Props) {
  const drawn = [...all.filter(({ pin }) => !pin), ...all.filter(({ pin }) => pin)];
  return (
    <ChartTable
      label="Values of the chart"
      caption={quantity === "error" ? "Errors by step" : "PSNR of the hidden pixels, dB, by step"}
      corner="Step"
      heads={drawn.map((one) => (
        <Head key={one.key} drawn={one} quantity={quantity} />
      ))}
    >
      {() =>
        tableSteps(drawn, axis, lastStep).map((step) => (
          <tr key={step}>
            <th scope="row">{formatCount(step)}</th>
            {drawn.map((one) => (
              <td key={one.key}>
                {cellText(one, quantity, step)}
                {axis.xUnit !== "steps" && step <= one.lastStep && (
                  <span className="compared">{formatX(axis.xUnit, one.xOf(axis.xUnit, step))}</span>
                )}
              </td>
            ))}
          </tr>
        ))
      }
    </ChartTable>
  );
}

function Head({
  drawn: { id, pin, curve },
  quantity,
}: {
  readonly drawn: Drawn;
  readonly quantity: Quantity;
}) {
  const parts = partsOf(curve);
  return (
    <th scope="col">
      <LineSample id={id} faint={pin !== undefined} />
      {shortName(id)}
      {pin && ` (${pin.name || "pinned"})`}
      {quantity === "error" && parts.length > 1 && <small>{` ${parts.join(" / ")}`}</small>}
    </th>
  );
}

/** The parts of a table cell, in reading order. */
const partsOf = ({ low, validation }: Curve): string[] => [
  "recovery",
  ...(low ? [] : ["train"]),
  ...(validation ? ["validation"] : []),
];

function cellText(one: Drawn, quantity: Quantity, step: number): string {
  const { recovery, train, validation } = one.at(step);
  const text = valueText(one, quantity, recovery);
  if (quantity !== "error" || text === "–") return text;
  const more = [...(one.curve.low ? [] : [train]), ...(one.curve.validation ? [validation] : [])];
  return [text, ...more.map(formatError)].join(" / ");
}

/** Rows spaced evenly over the visible steps, including both ends. */
function tableSteps(drawn: readonly Drawn[], { xUnit, domain }: XAxis, lastStep: number): number[] {
  const reached = Math.max(lastStep, ...drawn.map((one) => one.lastStep));
  const ends = domain.map((x) =>
    xUnit === "steps"
      ? Math.min(reached, Math.max(0, Math.round(x)))
      : stepAt(
          (step) => Math.min(...drawn.map((one) => one.xOf(xUnit, step)).filter(Number.isFinite)),
          x,
          reached,
        ),
  );
  const [from = 0, to = 0] = ends;
  const count = Math.min(ROWS, to - from);
  return count <= 0
    ? [from]
    : Array.from({ length: count + 1 }, (_, i) => Math.round(from + ((to - from) * i) / count));
}
