/** The observed entries and the target, and each network's estimate with its difference from the target. */
import { compareTimes, compareTo, formatCount } from "../../../../store/format.ts";
import { saves, resultText } from "../../../../store/run/headline.ts";
import {
  shortName,
  networkNow,
  type NetworkNow,
  type LoadedRun,
  shownNetworks,
} from "../../../../store/kinds/matrix-state.ts";
import { useCompared, useMatrix } from "../context.ts";
import { Icon } from "../../../parts/Icon.tsx";
import { ModelSample } from "../../../parts/LineSample.tsx";
import { MASK_VIEW } from "../mask/mask-view.ts";
import { LINE_STYLES } from "../looks.ts";
import { openView } from "../../../parts/open.ts";
import { DifferenceScale, HiddenSwatch, ValueScale } from "./ColourScale.tsx";
import { EntryReadout } from "./EntryReadout.tsx";
import { differenceName, estimateName, MatrixPicture } from "./MatrixPicture.tsx";
import { AirportMap } from "./StagePictures.tsx";

export function Pictures({ run }: { readonly run: LoadedRun }) {
  const networks = useMatrix(shownNetworks);
  const original = networkNow(networks, "original");
  return (
    <section className="pictures" aria-label="Pictures">
      <div className="cards">
        <ProblemCard run={run} />
        {networks.map((network) => networkCard(run, network, original))}
        {run.config.data === "airports" && <MapCard run={run} />}
      </div>
      <div className="entry-line spread">
        <EntryReadout run={run} />
        <div className="row">
          {run.config.task === "mc" && (
            <button type="button" aria-haspopup="dialog" onClick={() => openView(MASK_VIEW)}>
              Draw the mask
            </button>
          )}
          <button type="button" aria-haspopup="dialog" onClick={() => openView("picture")}>
            <Icon name="enlarge" />
            Enlarge
          </button>
        </div>
      </div>
    </section>
  );
}

function ProblemCard({ run }: { readonly run: LoadedRun }) {
  const { rows, cols, observedCount, validationCount = 0, config } = run;
  const seen = {
    mc: {
      name: "Observed",
      about: `${Math.round((100 * (observedCount + validationCount)) / (rows * cols))} % of ${formatCount(rows * cols)} entries`,
    },
    mf: { name: "Target", about: "the networks see every entry" },
    ms: {
      name: "Target",
      about: `seen through ${formatCount(observedCount)} random projections`,
    },
  }[config.task];
  return (
    <figure className="card">
      <figcaption>
        <span className="card-name item">{seen.name}</span>
        <span className="cut note">{seen.about}</span>
      </figcaption>
      <MatrixPicture run={run} picture="observed" label={`${seen.name}: ${seen.about}`} hasFocus />
      <div className="beneath note">
        {config.task === "mc" && (
          <MatrixPicture run={run} picture="target" label="Target: the whole matrix" />
        )}
        <div>
          {config.task === "mc" && (
            <>
              <p>
                <strong>Target</strong>
              </p>
              <HiddenSwatch />
              {validationCount > 0 && (
                <p className="note">
                  {formatCount(validationCount)} of the observed entries (
                  {Math.round((100 * validationCount) / (observedCount + validationCount))} %) are held out
                  for validation: no network trains on them.
                </p>
              )}
            </>
          )}
          <ValueScale run={run} />
        </div>
      </div>
    </figure>
  );
}

function MapCard({ run }: { readonly run: LoadedRun }) {
  const shown = useCompared(run);
  return (
    <figure className="card wide">
      <figcaption>
        <span className="card-name item">Map</span>
        <span className="cut note">grey: where the airports are</span>
      </figcaption>
      <AirportMap shown={shown} />
    </figure>
  );
}

function networkCard(run: LoadedRun, network: NetworkNow, original: NetworkNow | undefined) {
  const { id, progress } = network;
  const name = shortName(id);
  const compared = original !== undefined && network !== original && saves(original, network);
  return (
    <figure key={id} className="card">
      <figcaption>
        <span className="card-name item">
          <ModelSample id={id} />
          {name}
          <span className="card-result">{progress && resultText(run, network)}</span>
        </span>
        <span className="cut note of-network">{LINE_STYLES[id].about}</span>
      </figcaption>
      <MatrixPicture run={run} picture={`${id} estimate`} label={estimateName(id)} />
      <div className="beneath note">
        <MatrixPicture run={run} picture={`${id} difference`} label={differenceName(id)} />
        <div>
          {compared ? (
            <dl className="costs">
              <dt>FLOPs</dt>
              <dd>{compareTo(original.flopsPerStep, network.flopsPerStep, "fewer", "more", "as many")}</dd>
              <dt>parameters</dt>
              <dd>{compareTo(original.parameters, network.parameters, "fewer", "more", "as many")}</dd>
              <dt>time per step</dt>
              <dd>{compareTimes(original, network)}</dd>
            </dl>
          ) : (
            <DifferenceScale run={run} />
          )}
        </div>
      </div>
    </figure>
  );
}
