/** One picture of the matrix. All pictures share the selected entry. */
import { useMemo } from "react";
import { shortName } from "../../../../store/run/headline.ts";
import { tellEntry } from "../../../../store/entry.ts";
import { unseenDifference } from "../../../../store/insight/difference.ts";
import { formatDigits } from "../../../../store/format.ts";
import type { PictureId, LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import type { Pixels, MatrixData } from "../../../../store/kinds/matrix-data.ts";
import type { NetworkName } from "../../../../experiment/experiment.ts";
import { useActions, usePlayground, useViews } from "../../../parts/context.ts";
import { openView } from "../../../views/open-view.ts";
import { EntryPicture } from "./EntryPicture.tsx";

interface Props {
  readonly run: LoadedRun;
  readonly picture: PictureId;
  readonly label: string;
  /** Whether this picture takes the focus in its part of the page. */
  readonly hasFocus?: boolean;
}

export function MatrixPicture({ run, picture, label, hasFocus = false }: Props) {
  const data = useViews();
  const entry = usePlayground((state) => state.entry);
  const { pointAtEntry, enlarge } = useActions();
  const isDifference = picture.endsWith("difference");
  return (
    <EntryPicture
      label={label}
      rows={run.rows}
      cols={run.cols}
      pixels={pixelsOf(data, picture)}
      isSigned={isDifference}
      entry={entry}
      onPoint={pointAtEntry}
      {...(hasFocus && { told: entry ? tellEntry(run, data, entry) : "no entry chosen" })}
      onEnlarge={() => {
        enlarge(picture);
        openView("picture");
      }}
    >
      {isDifference && <Unseen run={run} id={partsOf(picture)[0]} />}
    </EntryPicture>
  );
}

/** A text over the picture of a difference that has become too small to see. */
function Unseen({ run, id }: { readonly run: LoadedRun; readonly id: NetworkName }) {
  const { entries, models } = useViews();
  const estimate = models.get(id)?.view?.pictures?.values;
  const { span } = run.pictureScale;
  const largest = useMemo(
    () => estimate && entries && unseenDifference(estimate, entries, span),
    [estimate, entries, span],
  );
  if (largest === undefined) return null;
  return (
    <p className="unseen">
      <span>Nothing left to see</span>
      <span>largest: {formatDigits((100 * largest) / span, 1)}&nbsp;% of the scale</span>
    </p>
  );
}

const partsOf = (picture: PictureId) => picture.split(" ") as [NetworkName, "estimate" | "difference"];

export function pixelsOf({ target, observed, models }: MatrixData, picture: PictureId): Pixels | undefined {
  if (picture === "target") return target;
  if (picture === "observed") return observed;
  const [id, kind] = partsOf(picture);
  return models.get(id)?.view?.pictures?.[kind];
}

/** All pictures of a run, with the names that the page uses everywhere. */
export function picturesOf({ models, config }: LoadedRun): { id: PictureId; name: string }[] {
  const problem: { id: PictureId; name: string }[] = [{ id: "target", name: "Target" }];
  if (config.task === "mc") problem.unshift({ id: "observed", name: "Observed" });
  return [
    ...problem,
    ...models.flatMap(({ id }) => [
      { id: `${id} estimate` as const, name: estimateName(id) },
      { id: `${id} difference` as const, name: differenceName(id) },
    ]),
  ];
}

export const estimateName = (id: NetworkName): string => `${shortName(id)}: estimate`;
export const differenceName = (id: NetworkName): string => `${shortName(id)}: difference, estimate − target`;
