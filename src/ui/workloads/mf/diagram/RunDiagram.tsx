/** The networks of a matrix factorization run in the network diagram, with live weights and spectra. */
import { useEffect, useMemo, type ComponentProps } from "react";
import { resultText } from "../../../../store/run/headline.ts";
import {
  shortName,
  networkNow,
  type NetworkNow,
  type LoadedRun,
  shownNetworks,
} from "../../../../store/kinds/matrix-state.ts";
import { factorPictures, factorPixels } from "../../../../store/pins/legend.ts";
import type { MatrixData, Risen } from "../../../../store/kinds/matrix-data.ts";
import { shownStep } from "../../../../store/state.ts";
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import { useMatrix, useMatrixActions, useMatrixViews } from "../context.ts";
import { layerNames, LINE_STYLES } from "../looks.ts";
import { remembered } from "../../../../core/remembered.ts";
import type { FactorView } from "../../../../workloads/factor-view.ts";
import type { BlockPicture, DiagramRow, SpectrumAxis } from "../../../diagram/blocks.ts";
import { ownPictures, useOwnDirections } from "../../../diagram/own.ts";
import { factorsBefore, lowerSentence, ownSentence, whyNoDirections } from "./own.ts";
import { createQueryState } from "../../../parts/open.ts";
import { NetworkDiagram } from "../../../diagram/NetworkDiagram.tsx";
import { spectraStepText } from "../../../../store/run/spectra-step.ts";

/** Keeps in the address which block of the diagram is enlarged: `?block=original/W1`. */
export const openedBlock = createQueryState("block");

interface Props extends Omit<ComponentProps<typeof NetworkDiagram>, "rows"> {
  readonly run: LoadedRun;
  readonly shown: readonly NetworkName[];
}

/** The rows of these networks. While they are shown, the engine sends the factors. */
export function useDiagramRows(run: LoadedRun, shown: readonly NetworkName[]): DiagramRow[] {
  const data = useMatrixViews();
  const networks = useMatrix(shownNetworks);
  const seen = useMatrix(shownStep);
  const viewsVersion = useMatrix((state) => state.viewsVersion);
  const { showFactors } = useMatrixActions();
  useEffect(showFactors, [showFactors]);
  const isOwn = useOwnDirections(whyNoDirections(run));
  return useMemo(
    () =>
      shown.flatMap((id): DiagramRow[] => {
        const network = networkNow(networks, id);
        return network ? [rowOf(run, data, network, seen, isOwn)] : [];
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- `data` is filled in place, and `viewsVersion` changes with it
    [run, data, networks, shown, seen, viewsVersion, isOwn],
  );
}

export function RunDiagram({ run, shown, ...diagram }: Props) {
  return <NetworkDiagram rows={useDiagramRows(run, shown)} {...diagram} />;
}

export const blockId = (id: NetworkName, layer: number): string => `${id}/W${layer + 1}`;

function rowOf(
  run: LoadedRun,
  data: MatrixData,
  network: NetworkNow,
  seen: number,
  isOwn: boolean,
): DiagramRow {
  const { id, layerShapes } = network;
  const known = data.models.get(id);
  const names = layerNames(id, layerShapes.length);
  const own = isOwn ? known?.view?.own : undefined;
  const pictures = own && ownPictures(own);
  const factors = known?.view?.factors;
  const weights = pictures?.layers.length || !factors ? [] : picturesOf(factors);
  const sentence = own
    ? [ownSentence(id, run, data.models.get("original"), own), lowerSentence(run, data, network)]
        .filter(Boolean)
        .join(" ")
    : id === "original"
      ? whyNoDirections(run)
      : undefined;
  const before = own ? factorsBefore(own, layerShapes.length) : 0;
  /** As stored, a lens enlarges only layers that are too small to be seen at the scale of the diagram. */
  const lensOf = (layer: number) => {
    const [rows, cols] = layerShapes[layer] ?? [];
    const isSmall = !pictures && id !== "original" && rows === cols;
    const picture = isSmall ? weights[layer] : pictures?.blocks[layer - before];
    return picture && { picture, colour: LENS_COLOUR, isPart: id === "original", risen: pictures && lit };
  };
  const { risen } = data;
  const { rHat } = run.config;
  const lit =
    risen && risen.index < rHat ? { key: `${risen.step}`, entries: entriesOf(risen.index, rHat) } : undefined;
  const { epsilon, depth } = run.config;
  // With γ = 0 the outer factors of the compressed network stay constant.
  const isFixedOutside = id === "yaras" && run.config.gamma === 0;
  const atStep = known && spectraStepText([known], seen);
  return {
    id,
    name: shortName(id),
    colour: LINE_STYLES[id].colour,
    blocks: layerShapes.map(([rows, cols], layer) => ({
      id: blockId(id, layer),
      name: names[layer] ?? "",
      rows,
      cols,
      picture: pictures?.layers[layer] ?? weights[layer],
      lens: lensOf(layer),
      isFrozen: isFixedOutside && (layer === 0 || layer === layerShapes.length - 1),
      isResizable: id === "original" && layer > 0,
      spectrum: known?.view?.spectra?.layers[layer] ?? [],
    })),
    product: {
      id: `${id}/f`,
      name: "f",
      rows: run.rows,
      cols: run.cols,
      picture: known?.view?.pictures && {
        pixels: known.view.pictures.estimate,
        ...(run.pictures ?? { rows: run.rows, cols: run.cols }),
        isSigned: false,
      },
      risen: risen && { key: `${risen.step}`, picture: partPicture(risen, run) },
      spectrum: known?.view?.spectra?.endToEnd ?? [],
    },
    axis: factorAxis(run),
    // The product of L factors starts at ε^L, which may be too small to be visible.
    productAxis: axisFrom(Math.max(PRODUCT_LOW, epsilon ** depth), 0),
    sentence,
    result: resultText(run, network),
    note: innerWidthText(run, network),
    spectraNote: atStep ? `spectra below, at ${atStep}` : "spectra below",
  };
}

/** Lenses of all networks have the compressed network's colour, because they show what it consists of. */
const LENS_COLOUR = "var(--yaras)";

/** A direction enters a block in one of two places and leaves it in one of two. */
export const entriesOf = (index: number, rHat: number) =>
  [index, index + rHat].flatMap((row) => [index, index + rHat].map((col) => [row, col] as const));

const partPicture = remembered((risen: Risen, { rows, cols, pictureScale }: LoadedRun): BlockPicture => ({
  pixels: factorPixels({ values: risen.part }, 2 * pictureScale.span),
  rows,
  cols,
  isSigned: true,
}));

/** Says how the compression rank sets the inner width. */
function innerWidthText({ config: { rHat } }: LoadedRun, { id, layerShapes }: NetworkNow): string {
  const width = layerShapes[0]?.[0];
  if (id === "original" || width === undefined) return "";
  if (width === 2 * rHat)
    return `${width} wide: each of r̂ = ${rHat} directions enters and leaves a layer, 2 × ${rHat}`;
  return width === rHat ? `${width} wide: r̂` : "";
}

/** The pictures of a network's factors, kept until the factors change. */
const picturesOf = remembered((factors: readonly FactorView[]) => factorPictures(factors));

const PRODUCT_LOW = 1e-5;

export const factorAxis = ({ config }: LoadedRun): SpectrumAxis => axisFrom(config.epsilon, 0.3);

/** An axis from below the initialization to above it and above the target's σ₁ = 1. */
const axisFrom = (init: number, room: number): SpectrumAxis => ({
  low: 10 ** Math.floor(Math.log10(Math.min(0.1, init)) - room),
  high: Math.max(2, 4 * init),
  init,
});
