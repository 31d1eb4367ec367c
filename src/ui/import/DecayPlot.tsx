/** How fast the singular values fall: whether a matrix is close to one of low rank. */
import type { Decay } from "../../engine/data-lab.ts";
import { formatCount } from "../../store/format.ts";
import { SpectrumPlot } from "../charts/SpectrumPlot.tsx";

const LOW = 1e-4;

export function DecayPlot({ decay }: { readonly decay: Decay }) {
  const { sigma, count, rank90 } = decay;
  const name = "Singular values, relative to the largest";
  return (
    <figure>
      <figcaption>
        <h3>{name}</h3>
      </figcaption>
      <SpectrumPlot
        label={name}
        lines={[{ name: "Data", values: sigma, look: { colour: "var(--accent)", width: 2 } }]}
        size="large"
        low={LOW}
      />
      <p className="note">
        {rank90 === undefined
          ? `The first ${formatCount(sigma.length)} of ${formatCount(count)} hold less than 90 % of the sum of squares.`
          : `${formatCount(rank90)} of ${formatCount(count)} hold 90 % of the sum of squares.`}{" "}
        Taken after the subtraction; missing cells count as 0.
      </p>
    </figure>
  );
}
