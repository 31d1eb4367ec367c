/**
 * The arms as rows of blocks at the same scale. The diagram shows what the block adds and what compression
 * keeps of it.
 */
import { useMemo } from "react";
import { factorPictures } from "../../../store/pins/legend.ts";
import { subscript } from "../../../store/format.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import type { LayerView } from "../../../workloads/digits/probes.ts";
import type { ModelNow } from "../../../store/state.ts";
import type { DiagramBlock, DiagramRow, SpectrumAxis } from "../../diagram/blocks.ts";
import { NetworkDiagram } from "../../diagram/NetworkDiagram.tsx";
import { useActions, usePage, useShownModels } from "../../parts/context.ts";
import type { WorkloadPage } from "../../parts/workload-page.ts";
import { headlineOf } from "../../stage/learned.ts";
import { useLayers, useRunConfig } from "./facts.ts";

/** The compressed arms. Only the first one that is trained is drawn, below the plain network and the DLN. */
const COMPRESSED = ["cdln", "thin", "cdlnRandom"];

export function ArmsDiagram() {
  const page = usePage();
  const config = useRunConfig();
  const models = useShownModels();
  const layersOf = useLayers();
  const { change } = useActions();
  const shown = ["plain", "dln", COMPRESSED.find((id) => models.some((model) => model.id === id))].flatMap(
    (id) => models.find((model) => model.id === id) ?? [],
  );
  const layers = shown.map(({ id }) => layersOf(id));
  const rows = useMemo(
    () =>
      config
        ? shown.flatMap((model, i) => {
            const known = layers[i];
            return known ? [rowOf(page, config, model, known)] : [];
          })
        : [],
    // oxlint-disable-next-line react/exhaustive-deps -- the members of both lists are the dependencies
    [page, config, ...shown, ...layers],
  );
  return (
    <NetworkDiagram
      rows={rows}
      onResize={(width) => change({ width: Math.max(4, Math.min(1024, width)) }, "dragging")}
    />
  );
}

function rowOf(
  { looks, quantities }: WorkloadPage,
  config: MlpConfig,
  model: ModelNow,
  layers: readonly LayerView[],
): DiagramRow {
  const { id, progress } = model;
  let dense = 0;
  let factor = 0;
  const pictures = factorPictures(layers.map((layer) => ({ ...layer, stride: 1, values: layer.weight })));
  const blocks = layers.map((layer, i): DiagramBlock => {
    const name = layer.isFactor ? `A${subscript(++factor)}` : `W${subscript(++dense)}`;
    return {
      id: `${id}/${name}`,
      name,
      rows: layer.rows,
      cols: layer.cols,
      ...(pictures[i] && { picture: pictures[i] }),
      spectrum: layer.spectrum,
      isResizable: id === "dln" && layer.isFactor,
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
