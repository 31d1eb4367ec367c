/** Says whether a run reproduces the results in its link. */
import { formatCount, formatError } from "../../store/format.ts";
import { shortName } from "../../store/run/headline.ts";
import { reproduced, TOLERANCE } from "../../store/pins/reproduced.ts";
import { useRunData } from "../parts/context.ts";

export function ReproducedText() {
  const { data, state } = useRunData();
  const found = reproduced(state, data);
  if (!found) return null;
  const step = formatCount(found.step);
  if (!found.networks)
    return (
      <p className="cost">
        The link contains results of step {step}. They are compared when training reaches this step.
      </p>
    );
  const parts = found.networks.map(({ id, recovery, ours, difference }) => {
    const [name, theirs] = [shortName(id), formatError(recovery)];
    return ours === undefined
      ? `${name} ${theirs}, here diverged`
      : `${name} ${theirs}, here ${formatError(ours)} (Δ ${(100 * difference).toLocaleString("en", { maximumSignificantDigits: 2 })} %)`;
  });
  const tolerance = 100 * TOLERANCE;
  return (
    <p className="cost">
      {found.networks.every(({ isSame }) => isSame)
        ? `Same as the link’s results at step ${step}, within ${tolerance} %: recovery error of ${parts.join("; ")}.`
        : `Different from the link’s results at step ${step}, by more than ${tolerance} %: recovery error of ${parts.join("; ")}.`}
    </p>
  );
}
