/** Says whether a run reproduces the results in its link. */
import { formatCount } from "../../store/format.ts";
import { reproduced, TOLERANCE } from "../../store/pins/reproduced.ts";
import { usePage, useRunData } from "../parts/context.ts";

export function ReproducedText() {
  const kind = usePage();
  const { data, state } = useRunData();
  const found = reproduced(kind, state, data);
  if (!found) return null;
  const step = formatCount(found.step);
  if (!found.models)
    return (
      <p>
        The link contains results of {kind.stepName} {step}. They are compared when training reaches this{" "}
        {kind.stepName}.
      </p>
    );
  const metric = state.models[0]?.headline;
  const { label, format } = kind.quantities.find(({ id }) => id === metric) ?? kind.quantities[0];
  const parts = found.models.map(({ id, headline, ours, difference }) => {
    const theirs = `${kind.looks[id]?.name ?? id} ${format(headline)}`;
    return ours === undefined
      ? `${theirs}, here diverged`
      : `${theirs}, here ${format(ours)} (Δ ${(100 * difference).toLocaleString("en", { maximumSignificantDigits: 2 })} %)`;
  });
  const verdict = found.models.every(({ isSame }) => isSame)
    ? `Same as the link’s results at ${kind.stepName} ${step}, within`
    : `Different from the link’s results at ${kind.stepName} ${step}, by more than`;
  return (
    <p>
      {verdict} {100 * TOLERANCE} %: {label.toLowerCase()} of {parts.join("; ")}.
    </p>
  );
}
