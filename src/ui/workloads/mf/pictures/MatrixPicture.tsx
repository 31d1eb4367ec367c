/** One picture of the matrix. All pictures share the selected entry. */
import { factorPixels } from "../../../../store/pins/legend.ts";
import { useMemo } from "react";
import { shortName, type PictureId, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { tellEntry } from "../../../../store/entry.ts";
import { differenceOf, magnification } from "../../../../store/insight/difference.ts";
import { remembered } from "../../../../core/remembered.ts";
import { formatCount } from "../../../../store/format.ts";
import type { Pixels, MatrixData } from "../../../../store/kinds/matrix-data.ts";
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import { useMatrix, useMatrixActions, useMatrixViews } from "../context.ts";
import { openView } from "../../../parts/open.ts";
import { EntryPicture } from "./EntryPicture.tsx";

interface Props {
  readonly run: LoadedRun;
  readonly picture: PictureId;
  readonly label: string;
  /** Whether this picture takes the focus in its part of the page. */
  readonly hasFocus?: boolean;
  /** By how much a difference is magnified. By default, until something shows. */
  readonly times?: number;
}

export function MatrixPicture({ run, picture, label, hasFocus = false, times }: Props) {
  const data = useMatrixViews();
  const entry = useMatrix((state) => state.entry);
  const { pointAtEntry, enlarge } = useMatrixActions();
  const isDifference = picture.endsWith("difference");
  const [id] = partsOf(picture);
  const own = useMagnification(run, isDifference ? [id] : []);
  const factor = isDifference ? (times ?? own) : 1;
  const estimate = data.models.get(id)?.view?.pictures?.values;
  const { entries } = data;
  const magnified = useMemo(
    () =>
      factor > 1 && estimate && entries
        ? factorPixels({ values: differenceOf(estimate, entries) }, run.pictureScale.span / factor)
        : undefined,
    [factor, estimate, entries, run.pictureScale.span],
  );
  return (
    <EntryPicture
      label={label}
      rows={(run.pictures ?? run).rows}
      cols={(run.pictures ?? run).cols}
      pixels={magnified ?? pixelsOf(data, picture)}
      isSigned={isDifference}
      entry={entry}
      onPoint={run.pictures ? () => undefined : pointAtEntry}
      {...(hasFocus && { told: entry ? tellEntry(run, data, entry) : "no entry chosen" })}
      onEnlarge={() => {
        enlarge(picture);
        openView("picture");
      }}
    >
      {factor > 1 && <p className="magnified">× {formatCount(factor)}</p>}
    </EntryPicture>
  );
}

/** The common magnification of these networks' differences. */
export function useMagnification(run: LoadedRun, ids: readonly NetworkName[]): number {
  const { entries, models } = useMatrixViews();
  const { span } = run.pictureScale;
  // Pictures of a part have no differences to magnify.
  if (run.pictures) return 1;
  return Math.min(
    ...ids.map((id) => {
      const estimate = models.get(id)?.view?.pictures?.values;
      return estimate && entries ? magnificationOf(estimate, entries, span) : 1;
    }),
  );
}

/** Kept until the estimate changes. */
const magnificationOf = remembered(magnification);

const partsOf = (picture: PictureId) => picture.split(" ") as [NetworkName, "estimate" | "difference"];

export function pixelsOf({ target, observed, models }: MatrixData, picture: PictureId): Pixels | undefined {
  if (picture === "target") return target;
  if (picture === "observed") return observed;
  const [id, kind] = partsOf(picture);
  return models.get(id)?.view?.pictures?.[kind];
}

/** All pictures of a run, with the names that the page uses everywhere. */
export function picturesOf({ models, config, pictures }: LoadedRun): { id: PictureId; name: string }[] {
  if (pictures)
    return [
      { id: "observed", name: "Observed, corner" },
      ...models.map(({ id }) => ({ id: `${id} estimate` as const, name: `${shortName(id)}, corner` })),
    ];
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
