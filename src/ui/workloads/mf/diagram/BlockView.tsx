/** One weight matrix, enlarged and live, its singular values, and the mean gradient between two states. */
import { useEffect, useMemo, useState } from "react";
import type { FactorView } from "../../../../workloads/factor-view.ts";
import { placeOf } from "../../../../store/entry.ts";
import {
  type Entry,
  networkNow,
  type LoadedRun,
  shownNetworks,
  shortName,
} from "../../../../store/kinds/matrix-state.ts";
import { formatCount, formatError } from "../../../../store/format.ts";
import { DIFFERENCE_COLOURS, factorPixels, factorSpan, ownPixels } from "../../../../store/pins/legend.ts";
import { meanGradient } from "../../../../store/insight/mean-gradient.ts";
import { useMatrix, useMatrixActions, useMatrixViews } from "../context.ts";
import { layerNames, LINE_STYLES } from "../looks.ts";
import { Scale } from "../pictures/ColourScale.tsx";
import { EntryPicture } from "../pictures/EntryPicture.tsx";
import { Sheet } from "../../../parts/Sheet.tsx";
import { MiniSpectrum } from "../../../diagram/MiniSpectrum.tsx";
import { DirectionsSelect } from "../../../diagram/DirectionsSelect.tsx";
import { useOwnDirections } from "../../../diagram/own.ts";
import { factorsBefore, whyNoDirections } from "./own.ts";
import { blockId, factorAxis, openedBlock } from "./RunDiagram.tsx";
import { Select } from "../../../parts/Select.tsx";

export function BlockView() {
  const run = useMatrix((state) => state.run);
  return (
    <Sheet title="Weight matrix" onClose={() => openedBlock.set(null)}>
      {run ? (
        <Block run={run} />
      ) : (
        <p className="waiting">There are no weights yet: the run is being prepared.</p>
      )}
    </Sheet>
  );
}

function Block({ run }: { readonly run: LoadedRun }) {
  const wanted = openedBlock.use();
  const blocks = run.models.flatMap(({ id, layerShapes }) =>
    layerNames(id, layerShapes.length).map((name, layer) => ({
      block: blockId(id, layer),
      name: `${shortName(id)}: ${name}`,
      id,
      layer,
    })),
  );
  const shown = blocks.find(({ block }) => block === wanted) ?? blocks[0];
  const data = useMatrixViews();
  const networks = useMatrix(shownNetworks);
  const isOwn = useOwnDirections(whyNoDirections(run));
  const { showFactors } = useMatrixActions();
  useEffect(showFactors, [showFactors]);
  if (!shown) return null;
  const known = data.models.get(shown.id);
  const network = networkNow(networks, shown.id);
  const factor = known?.view?.factors?.[shown.layer];
  const spectrum = known?.view?.spectra?.layers[shown.layer] ?? [];
  const own = isOwn ? known?.view?.own : undefined;
  const layer = own ? shown.layer - factorsBefore(own, network?.layerShapes.length ?? 0) : 0;
  const ownLayer = own?.layers?.[layer];
  const ownBlock = own?.blocks[layer];
  const gradient = network && known && meanGradient(run.config, network, known.weights, shown.layer);
  return (
    <div className="block-large grid">
      <div className="block-choice row">
        <Select
          aria-label="Which matrix"
          options={blocks.map(({ block, name }) => ({ id: block, name }))}
          chosen={shown.block}
          onChoose={openedBlock.set}
        />
        <DirectionsSelect reason={whyNoDirections(run)} />
      </div>
      {ownLayer ? (
        <Values title="In own directions" label={`${shown.name}, weights`} factor={ownLayer} isOwn />
      ) : (
        !ownBlock && <Values title="Weights" label={`${shown.name}, weights`} factor={factor} />
      )}
      {ownBlock && (
        <Values
          title={
            ownLayer
              ? `The first ${ownBlock.rows} directions`
              : `In own directions${shown.id === "yaras" ? ", with V and U" : ""}`
          }
          label={`${shown.name}, block`}
          factor={ownBlock}
          isOwn
        />
      )}
      <figure className="stack">
        <figcaption>Singular values</figcaption>
        <p className="note">
          The axis is logarithmic and the index starts at 1. The dotted line marks the initialization.
        </p>
        <MiniSpectrum values={spectrum} axis={factorAxis(run)} colour={LINE_STYLES[shown.id].colour} />
        <p>Largest: {spectrum.slice(0, 6).map(formatError).join(", ")}</p>
      </figure>
      {typeof gradient === "object" ? (
        <Values
          title={`Mean gradient, steps ${formatCount(gradient.from)} to ${formatCount(gradient.to)}`}
          label={`${shown.name}, mean gradient`}
          factor={gradient.view}
        />
      ) : (
        <figure className="stack">
          <figcaption>Mean gradient</figcaption>
          <p className="note">
            {gradient ?? "The mean gradient needs two states. Train some steps to see it."}
          </p>
        </figure>
      )}
    </div>
  );
}

interface ValuesProps {
  readonly title: string;
  readonly label: string;
  readonly factor: FactorView | undefined;
  /** Whether the colours are those of layers in own directions: from −1 to 1 by the square root of a value's size. */
  readonly isOwn?: boolean;
}

/** A matrix as a picture, with the value of the entry under the pointer. */
function Values({ title, label, factor, isOwn = false }: ValuesProps) {
  const [entry, setEntry] = useState<Entry>();
  const span = factor && (isOwn ? 1 : factorSpan([factor]));
  const pixels = useMemo(
    () => factor && span && (isOwn ? ownPixels(factor) : factorPixels(factor, span)),
    [factor, span, isOwn],
  );
  const { rows = 1, cols = 1, stride = 1 } = factor ?? {};
  const told = entry && factor ? tell(factor, entry) : "Point at an entry to see its value.";
  return (
    <figure className="stack">
      <figcaption>{title}</figcaption>
      <p className="note">
        {told}
        {stride > 1 && ` Only one in ${formatCount(stride)} rows and columns is drawn.`}
      </p>
      <div className="block-picture">
        <div style={{ width: `${(100 * cols) / Math.max(rows, cols)}%`, minWidth: "1rem" }}>
          <EntryPicture
            label={label}
            rows={Math.ceil(rows / stride)}
            cols={Math.ceil(cols / stride)}
            pixels={pixels || undefined}
            isSigned
            entry={entry}
            onPoint={setEntry}
            told={told}
          />
        </div>
        {span !== undefined && (
          <Scale
            name={isOwn ? "Value, root scale" : "Value"}
            pixels={DIFFERENCE_COLOURS}
            isSigned
            marks={[`−${span}`, String(span)]}
          />
        )}
      </div>
    </figure>
  );
}

function tell({ stride, cols, values }: FactorView, { row, col }: Entry): string {
  const value = values[row * Math.ceil(cols / stride) + col] ?? NaN;
  const text = value < 0 ? `−${formatError(-value)}` : formatError(value);
  return `${placeOf({ row: row * stride, col: col * stride })}: ${text}`;
}
