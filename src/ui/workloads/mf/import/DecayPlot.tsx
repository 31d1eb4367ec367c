/** The decay of the singular values, which shows whether a matrix is nearly low-rank. */
import type { Decay } from "../../../../jobs/data/data-lab.ts";
import { formatCount, formatError, subscript } from "../../../../store/format.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { spectrumChart } from "../../../charts/spectrum-chart.ts";

const LOW = 1e-4;

/** A value that is smaller than the largest by this factor is rounding or noise. */
const NOTHING = 1e-3;

/** A drop by this factor from one value to the next shows the rank of data with noise. */
const DROP = 0.1;

/**
 * The rank, if all later values are negligible or far smaller. Undefined if the values fall slowly or the rank
 * is large. A drop right after σ₁ does not count, because it may come from a mean that was not subtracted.
 */
export function rankOf({ sigma, count }: Decay): number | undefined {
  const rank = sigma.findIndex(
    (value, i) => value < NOTHING * (sigma[0] ?? 0) || (i > 1 && value < DROP * (sigma[i - 1] ?? 0)),
  );
  return rank > 0 && rank <= count / 4 ? rank : undefined;
}

interface Props {
  readonly decay: Decay;
}

export function DecayPlot({ decay }: Props) {
  const { sigma, count, rank90 } = decay;
  const rank = rankOf(decay);
  const name = "Singular values, relative to the largest";
  return (
    <figure>
      <figcaption>
        <h3>{name}</h3>
      </figcaption>
      <Plot
        label={`${name}: ${sigma.slice(0, 3).map(formatError).join(", ")} …`}
        chart={spectrumChart({
          lines: [{ name: "Data", values: sigma, look: { colour: "var(--accent)", width: 2 } }],
          isLogIndex: true,
          low: LOW,
        })}
      />
      <p className="note">
        {rank90 === undefined
          ? `The first ${formatCount(sigma.length)} of ${formatCount(count)} singular values hold less than 90 % of the sum of squares.`
          : `The first ${formatCount(rank90)} of ${formatCount(count)} singular values hold 90 % of the sum of squares.`}{" "}
        They were computed after the subtraction; missing cells count as 0.
        {rank !== undefined && ` The values after σ${subscript(rank)} are far smaller.`}
      </p>
    </figure>
  );
}
