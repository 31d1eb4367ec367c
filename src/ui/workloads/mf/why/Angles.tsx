/**
 * Shows which directions of each layer move: the angles between its singular vectors and the initial ones, over
 * indices and steps.
 */
import { useMemo } from "react";
import type { Insight } from "../../../../workloads/mf/probes/insight.ts";
import { stepsOf, turnedRidge } from "../../../../store/insight/ridge.ts";
import type { SpectrumHistory } from "../../../../store/run/step-history.ts";
import { layerNames, LINE_STYLES } from "../looks.ts";
import { RidgePlot } from "./RidgePlot.tsx";
import { formatCount } from "../../../../store/format.ts";

interface Props {
  readonly history: SpectrumHistory;
  readonly insight: Insight;
}

/** A vector has moved if it has turned by more degrees than this. */
const MOVED = 1;

export function Angles({ history, insight: { angles } }: Props) {
  if (!angles) return null;
  const { from, to } = stepsOf(turnedRidge(history, 0, "right"));
  return (
    <section aria-labelledby="angles-title">
      <h3 id="angles-title">Which directions move?</h3>
      <p className="note">
        Each line shows how far a layer’s singular vectors have turned since the start, in degrees, from step{" "}
        {from} at the back to step {to} in front. Singular values fall from left to right. At the start they
        are all equal, so the first gradient selects the vectors to compare with: {formatCount(angles.rank)}{" "}
        that grow and {formatCount(angles.rank)} that shrink. All others are compared with the remaining
        space.
      </p>
      <h4>Right singular vectors</h4>
      <Side history={history} angles={angles} side="right" />
      <h4>Left singular vectors</h4>
      <Side history={history} angles={angles} side="left" />
    </section>
  );
}

interface SideProps {
  readonly history: SpectrumHistory;
  readonly angles: NonNullable<Insight["angles"]>;
  readonly side: "left" | "right";
}

function Side({ history, angles, side }: SideProps) {
  const { version } = history;
  const count = angles.layers.length;
  const plots = useMemo(
    () =>
      layerNames("original", count).map((name, layer) => ({
        name,
        ridge: turnedRidge(history, layer, side),
      })),
    // oxlint-disable-next-line react/exhaustive-deps -- the history is filled in place, and `version` changes with it
    [history, count, side, version],
  );
  return (
    <div className="ridges">
      {plots.map(({ name, ridge }, layer) => {
        const told = movedText(angles.layers[layer]?.[side] ?? [], ridge.count);
        return (
          <RidgePlot
            key={name}
            title={`${name}: ${told}`}
            label={
              side === "right"
                ? `Angles of right singular vectors, ${name}: ${told}`
                : `Angles of left singular vectors, ${name}: ${told}`
            }
            ridge={ridge}
            most={90}
            unit="°"
            colour={LINE_STYLES.original.colour}
          />
        );
      })}
    </div>
  );
}

/** Says how many vectors have turned. Vectors count only if they were measured and float32 determines them. */
function movedText(degrees: readonly number[], count: number): string {
  const known = degrees.filter((angle) => !Number.isNaN(angle));
  if (known.length === 0) return "not determined yet";
  const moved = formatCount(known.filter((angle) => angle > MOVED).length);
  const measured = formatCount(known.length);
  if (known.length < degrees.length) return `${moved} of ${measured} that can be told apart have turned`;
  return degrees.length === count
    ? `${moved} of ${measured} have turned`
    : `${moved} of ${measured} measured have turned`;
}
