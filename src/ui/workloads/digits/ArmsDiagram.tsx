/**
 * The arms as rows of blocks at the same scale. The diagram shows what the block adds and what compression
 * keeps of it. The factors of linear blocks are in the directions of DLN's first gradient, or as stored.
 */
import { useMemo } from "react";
import { factorPictures, factorSpan } from "../../../store/pins/legend.ts";
import { formatCount, subscript } from "../../../store/format.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import type { LayerView } from "../../../workloads/digits/probes.ts";
import type { OwnView } from "../../../workloads/own-view.ts";
import { shownStep, type ModelNow } from "../../../store/state.ts";
import type { DiagramBlock, DiagramRow, SpectrumAxis } from "../../diagram/blocks.ts";
import { DirectionsHead } from "../../diagram/DirectionsSelect.tsx";
import { NetworkDiagram } from "../../diagram/NetworkDiagram.tsx";
import {
  ownPictures,
  useOwnDirections,
  capital,
  changeSentence,
  differenceSentence,
  percent,
} from "../../diagram/own.ts";
import { useActions, usePage, usePlayground, useProbeStep, useShownModels } from "../../parts/context.ts";
import type { WorkloadPage } from "../../parts/workload-page.ts";
import { headlineOf } from "../../stage/learned.ts";
import { useLayers, useOwnViews, useRunConfig } from "./facts.ts";

/** The compressed arms. Only the first one that is trained is drawn, below the plain network and the DLN. */
const COMPRESSED = ["cdln", "thin", "cdlnRandom"];

export function ArmsDiagram() {
  const page = usePage();
  const config = useRunConfig();
  const models = useShownModels();
  const layersOf = useLayers();
  const ownOf = useOwnViews();
  const stepOf = useProbeStep("layers");
  const seen = usePlayground(shownStep);
  const isRunning = usePlayground(({ status }) => status === "running");
  const isOwn = useOwnDirections(undefined);
  const { change } = useActions();
  const shown = ["plain", "dln", COMPRESSED.find((id) => models.some((model) => model.id === id))].flatMap(
    (id) => models.find((model) => model.id === id) ?? [],
  );
  const layers = shown.map(({ id }) => layersOf(id));
  const own = shown.map(({ id }) => (isOwn ? ownOf(id) : undefined));
  const full = own[shown.findIndex(({ id }) => id === "dln")];
  const [at = seen] = shown.flatMap(({ id }) => stepOf(id) ?? []);
  const span = useMemo(
    () => Math.max(1, factorSpan(own.flatMap((view) => [...(view?.layers ?? []), ...(view?.blocks ?? [])]))),
    // oxlint-disable-next-line react/exhaustive-deps -- the members of the list are the dependencies
    [...own],
  );
  const when = isRunning || at !== seen ? `step ${formatCount(at)}` : "";
  const rows = useMemo(
    () =>
      shown.flatMap((model, i) => {
        const known = layers[i];
        if (!config || !known) return [];
        const row = rowOf(page, config, model, known, own[i], span);
        const sentence = own[i] && sentenceOf(model.id, config, own[i], full);
        return [{ ...row, note: [row.note, when].filter(Boolean).join(" · "), sentence }];
      }),
    // oxlint-disable-next-line react/exhaustive-deps -- the members of the lists are the dependencies
    [page, config, when, span, ...shown, ...layers, ...own],
  );
  return (
    <NetworkDiagram
      rows={rows}
      renderHead={({ id, name }) =>
        id !== "dln" ? undefined : (
          <>
            <span className="diagram-name">{name}</span>
            <DirectionsHead reason={undefined} span={span} />
          </>
        )
      }
      onResize={(width) => change({ width: Math.max(4, Math.min(1024, width)) }, "dragging")}
    />
  );
}

/** The frames in DLN hold the directions of the thin block. */
const FRAMED = "thin";

function rowOf(
  { looks, quantities }: WorkloadPage,
  config: MlpConfig,
  model: ModelNow,
  layers: readonly LayerView[],
  own: OwnView | undefined,
  span: number,
): DiagramRow {
  const { id, progress } = model;
  let dense = 0;
  let factor = 0;
  const stored = factorPictures(layers.map((layer) => ({ ...layer, stride: 1, values: layer.weight })));
  const pictures = own && ownPictures(own, span);
  const isFull = id === "dln";
  const colour = looks[isFull ? FRAMED : id]?.colour ?? "";
  const blocks = layers.map((layer, i): DiagramBlock => {
    const lens = layer.isFactor ? pictures?.blocks[factor] : undefined;
    const picture = (layer.isFactor && pictures?.layers[factor]) || stored[i];
    const name = layer.isFactor ? `A${subscript(++factor)}` : `W${subscript(++dense)}`;
    return {
      id: `${id}/${name}`,
      name,
      rows: layer.rows,
      cols: layer.cols,
      picture,
      lens: lens && { picture: lens, colour, isPart: isFull },
      spectrum: layer.spectrum,
      isResizable: isFull && layer.isFactor,
    };
  });
  const product = blocks.pop() as DiagramBlock;
  const result = progress?.diverged ? "diverged" : headlineOf(model);
  return {
    id,
    name: looks[id]?.name ?? id,
    colour: looks[id]?.colour ?? "",
    blocks,
    product,
    axis: axisOf(config),
    productAxis: axisOf(config),
    note: typeof result === "string" ? result : Number.isFinite(result) ? quantities[0].format(result) : "",
    // The last layer is a matrix like the others, not the network's result.
    result: "",
  };
}

const axisOf = ({ scale }: MlpConfig): SpectrumAxis => ({
  low: 10 ** Math.floor(Math.log10(Math.min(0.1, scale)) - 0.3),
  high: 5,
  init: scale,
});

/** The sentence below the row of the network `id`, on its factors in own directions. `full` is DLN's view. */
export function sentenceOf(
  id: string,
  { rHat, width, depth }: Pick<MlpConfig, "rHat" | "width" | "depth">,
  own: OwnView,
  full: OwnView | undefined,
): string | undefined {
  if (id === "dln") return changeSentence(own, 2 * Math.floor(rHat / 2), [width]);
  if (id === "thin") return full && differenceSentence(own, full.blocks);
  const why = id === "cdln" ? "they have one row for a direction, not two" : "their directions are random";
  const part = own.inBlocks ?? NaN;
  const rest = part > 1 - 1e-8 ? "" : `; A${subscript(1)} and A${subscript(depth)} carry the rest`;
  const change = Number.isNaN(part) ? "" : ` ${capital(percent(part))} of its change lies in them${rest}.`;
  return `Its blocks are not the framed ones: ${why}.${change}`;
}
