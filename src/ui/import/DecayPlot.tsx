/** How fast the singular values fall: whether a matrix is close to one of low rank. */
import type { Decay } from "../../engine/data-lab.ts";
import { formatCount } from "../../store/format.ts";
import { t } from "../../store/text.ts";
import { SpectrumPlot } from "../charts/SpectrumPlot.tsx";

const LOW = 1e-4;

export function DecayPlot({ decay }: { readonly decay: Decay }) {
  const { sigma, count, rank90 } = decay;
  const name = t("Singular values, relative to the largest");
  return (
    <figure>
      <figcaption>
        <h3>{name}</h3>
      </figcaption>
      <SpectrumPlot
        label={name}
        lines={[{ name: t("Data"), values: sigma, look: { colour: "var(--accent)", width: 2 } }]}
        size="large"
        low={LOW}
      />
      <p className="note">
        {rank90 === undefined
          ? t("The first {known} of {count} hold less than 90 % of the sum of squares.", {
              known: sigma.length,
              count: formatCount(count),
            })
          : t("{rank} of {count} hold 90 % of the sum of squares.", {
              rank: formatCount(rank90),
              count: formatCount(count),
            })}{" "}
        {t("Taken after the subtraction; missing cells count as 0.")}
      </p>
    </figure>
  );
}
