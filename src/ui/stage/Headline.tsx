/** The verdict: one sentence with a prominent number, and the results of both networks. */
import { resultName, resultText, shortName, verdict, type Verdict } from "../../store/run/headline.ts";
import { firstStepText } from "../../store/run/pace-text.ts";
import { expectedRun } from "../../store/run/pace.ts";
import { outdatedText } from "../../store/run/status-label.ts";
import {
  comparedOf,
  isEarlierRun,
  isOutdated,
  networkNow,
  shownNetworks,
} from "../../store/kinds/matrix-state.ts";
import { usePlayground } from "../parts/context.ts";
import { LINE_STYLES } from "../parts/networks.ts";

export function HeadlineText() {
  const run = usePlayground((state) => state.run);
  const networks = usePlayground(shownNetworks);
  const compared = usePlayground((state) => state.compared);
  const isEarlier = usePlayground(isEarlierRun);
  const isBusy = usePlayground(isOutdated);
  const first = usePlayground((state) =>
    state.status === "running" && state.step === 0 ? firstStepText(expectedRun(state)) : undefined,
  );
  const said: Verdict | undefined = isBusy
    ? { text: outdatedText(isEarlier) }
    : first === undefined
      ? run && verdict(run, networks, compared)
      : { text: first };
  const other = comparedOf(networks, compared);
  const shown = networks.filter(({ id }) => id === "original" || id === other);
  return (
    <section className="headline" aria-label="Result so far">
      {said && (
        <p className="verdict">
          {said.id && (
            <span className="verdict-name" style={{ color: LINE_STYLES[said.id].colour }}>
              {shortName(said.id)}:
            </span>
          )}{" "}
          {said.number && <strong className={said.isBehind ? "behind" : undefined}>{said.number}</strong>}{" "}
          {said.text}
        </p>
      )}
      {run && (
        <dl className="results" title={resultName(run)} aria-busy={isBusy}>
          {shown.map(({ id }) => {
            const network = networkNow(networks, id);
            return (
              <div key={id} style={{ color: LINE_STYLES[id].colour }}>
                <dt>{`${shortName(id)} ${run.psnrAtOne === undefined ? "error" : "now"}`}</dt>
                <dd>{network && resultText(run, network)}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}
