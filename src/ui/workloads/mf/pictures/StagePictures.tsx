/** The observed entries, the target, and the differences of both estimates from it, magnified alike. */
import type { CSSProperties } from "react";
import {
  shortName,
  networkNow,
  type LoadedRun,
  type PictureId,
  shownNetworks,
} from "../../../../store/kinds/matrix-state.ts";
import { openView } from "../../../parts/open.ts";
import { useCompared, useMatrix } from "../context.ts";
import { IMPORT_VIEW } from "../import/chosen-file.ts";
import { lazyPart } from "../../../parts/lazily.tsx";
import { ShownStep } from "../../../parts/ShownStep.tsx";
import { DifferenceScale, HiddenSwatch, ValueScale } from "./ColourScale.tsx";
import { differenceName, MatrixPicture, picturesOf, useMagnification } from "./MatrixPicture.tsx";

export const AirportMap = lazyPart(async () => (await import("./AirportMap.tsx")).AirportMap);

export function StagePictures({ run }: { readonly run: LoadedRun }) {
  const shown = useCompared(run);
  const isDiverged = useMatrix((state) =>
    shown.every((id) => networkNow(shownNetworks(state), id)?.progress?.diverged),
  );
  const times = useMagnification(run, shown);
  const plain = (picture: PictureId, name: string, label = name) => (
    <figure key={picture}>
      <figcaption className="spread fine">{name}</figcaption>
      <MatrixPicture run={run} picture={picture} label={label} />
      {picture === "observed" ? <HiddenSwatch /> : <ValueScale run={run} />}
    </figure>
  );
  if (run.pictures)
    return (
      <section
        className="stage-pictures column"
        aria-label={`The first ${run.pictures.rows} rows and ${run.pictures.cols} columns`}
        style={{ "--ratio": run.pictures.cols / run.pictures.rows } as CSSProperties}
      >
        {picturesOf(run).map(({ id, name }) => plain(id, name))}
      </section>
    );
  return (
    <section
      className="stage-pictures column"
      aria-label="Observed, target and difference"
      style={{ "--ratio": run.cols / run.rows } as CSSProperties}
    >
      {run.config.task === "mc" && plain("observed", "Observed", "Observed entries")}
      {plain("target", "Target")}
      {run.config.data === "airports" && (
        <figure>
          <figcaption className="spread fine">
            Map <ShownStep />
          </figcaption>
          <AirportMap shown={shown} />
        </figure>
      )}
      <figure className="differences">
        <figcaption className="spread fine">
          Differences <ShownStep />
        </figcaption>
        <p className="fine">
          {shown.map((id) => (
            <span key={id}>{shortName(id)}</span>
          ))}
        </p>
        <div className="pair">
          {shown.map((id) => (
            <MatrixPicture
              key={id}
              run={run}
              picture={`${id} difference`}
              label={differenceName(id)}
              times={times}
            />
          ))}
        </div>
        {isDiverged ? <HiddenSwatch name="no number" /> : <DifferenceScale run={run} times={times} />}
      </figure>
      {run.config.data !== "file" && (
        <button
          type="button"
          className="own-data"
          aria-haspopup="dialog"
          onClick={() => openView(IMPORT_VIEW)}
        >
          Your own data…
        </button>
      )}
    </section>
  );
}
