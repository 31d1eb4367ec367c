/** How fast the singular values fall: whether a matrix is close to one of low rank. */
import type { Decay } from "../../jobs/data/data-lab.ts";
import { formatCount, formatError } from "../../store/format.ts";
import { SpectrumChart } from "../charts/SpectrumChart.tsx";

const LOW = 1e-4;

export function DecayPlot({ decay }: { readonly decay: Decay }) {
  const { sigma, count, rank90 } = decay;
  const name = "Singular values, relative to the largest";
  return (
    <figure>
      <figcaption>
        <h3>{name}</h3>
      </figcaption>
      <div
        className="plot"
        role="img"
        aria-label={`${name}: ${sigma.slice(0, 3).map(formatError).join(", ")} …`}
      >
        <SpectrumChart
          lines={[{ name: "Data", values: sigma, colour: "var(--accent)", width: 2 }]}
          isLogIndex
          low={LOW}
        />
      </div>
      <p className="note">
        {rank90 === undefined
          ? `The first ${formatCount(sigma.length)} of ${formatCount(count)} hold less than 90 % of the sum of squares.`
          : `${formatCount(rank90)} of ${formatCount(count)} hold 90 % of the sum of squares.`}{" "}
        Taken after the subtraction; missing cells count as 0.
      </p>
    </figure>
  );
}
