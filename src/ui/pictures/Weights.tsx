/** The weight matrices of every network, on demand: all in one colour scale. */
import { useEffect, useMemo, useState } from "react";
import { placeOf, type Entry } from "../../store/entry.ts";
import { formatCount, formatError } from "../../store/format.ts";
import { shortName } from "../../store/headline.ts";
import { DIFFERENCE_COLOURS, factorPixels, factorSpan } from "../../store/legend.ts";
import type { RunFacts } from "../../store/state.ts";
import type { NetworkName } from "../../experiment/experiment.ts";
import { useActions, useViews } from "../context.ts";
import { LineSample } from "../LineSample.tsx";
import { layerNames } from "../networks.ts";
import { Scale } from "./ColourScale.tsx";
import { EntryPicture } from "./EntryPicture.tsx";

/** An entry of a factor: of the picture, where that shows not every row and column. */
interface Pointed extends Entry {
  readonly id: NetworkName;
  readonly layer: number;
}

export function Weights({ run }: { readonly run: RunFacts }) {
  const [isOpen, setIsOpen] = useState(false);
  const { showFactors } = useActions();
  useEffect(() => {
    if (!isOpen) return undefined;
    showFactors(true);
    return () => showFactors(false);
  }, [isOpen, showFactors]);
  return (
    <details className="weights" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>Weight matrices</summary>
      {isOpen && <AllWeights run={run} />}
    </details>
  );
}

function AllWeights({ run }: { readonly run: RunFacts }) {
  const data = useViews();
  const [pointed, setPointed] = useState<Pointed>();
  const [isShared, setIsShared] = useState(true);
  const factorsOf = (id: NetworkName) => data.networks.get(id)?.view?.factors ?? [];
  const shared = factorSpan(run.networks.flatMap(({ id }) => factorsOf(id)));
  return (
    <>
      <div className="weights-head">
        <Scale
          name="Weight"
          pixels={DIFFERENCE_COLOURS}
          marks={isShared ? [`−${shared}`, String(shared)] : ["smallest", "largest"]}
        />
        <label className="check">
          <input type="checkbox" checked={isShared} onChange={() => setIsShared(!isShared)} />
          One scale for all
        </label>
        <p className="note">
          {pointed
            ? tell(pointed, factorsOf(pointed.id))
            : "The factors of each product, right to left. Point at one for its values."}
        </p>
      </div>
      {run.networks.map(({ id, layerShapes }) => (
        <div key={id} className="factor-row">
          <span className="factor-network">
            <LineSample id={id} />
            {shortName(id)}
          </span>
          {layerShapes.map(([rows, cols], layer) => (
            <Weight
              key={`${layer} ${rows}×${cols}`}
              name={nameOf(id, layer, layerShapes.length)}
              label={`${shortName(id)}: weights ${nameOf(id, layer, layerShapes.length)}`}
              shape={`${rows}×${cols}`}
              factor={factorsOf(id)[layer]}
              span={isShared ? shared : undefined}
              entry={pointed?.id === id && pointed.layer === layer ? pointed : undefined}
              onPoint={(entry) => setPointed(entry && { ...entry, id, layer })}
            />
          ))}
        </div>
      ))}
    </>
  );
}

type Factor = Parameters<typeof factorPixels>[0];

interface WeightProps {
  readonly name: string;
  readonly label: string;
  readonly shape: string;
  readonly factor: Factor | undefined;
  /** Its own where there is none. */
  readonly span: number | undefined;
  readonly entry: Entry | undefined;
  readonly onPoint: (entry: Entry | undefined) => void;
}

function Weight({ name, label, shape, factor, span, entry, onPoint }: WeightProps) {
  const own = useMemo(
    () => (factor && span === undefined ? factorSpan([factor]) : undefined),
    [factor, span],
  );
  const pixels = useMemo(() => factor && factorPixels(factor, own ?? span ?? 1), [factor, own, span]);
  const { rows = 1, cols = 1, stride = 1 } = factor ?? {};
  return (
    <figure>
      <figcaption>
        {name} <span>{shape}</span>
        {own !== undefined && <span> ±{own}</span>}
        {stride > 1 && <span> (every {formatCount(stride)}th)</span>}
      </figcaption>
      <div style={{ width: `${(100 * cols) / Math.max(rows, cols)}%`, minWidth: "0.5rem" }}>
        <EntryPicture
          label={label}
          rows={Math.ceil(rows / stride)}
          cols={Math.ceil(cols / stride)}
          pixels={pixels}
          entry={entry}
          onPoint={onPoint}
        />
      </div>
    </figure>
  );
}

const nameOf = (id: NetworkName, layer: number, count: number): string => layerNames(id, count)[layer] ?? "";

function tell({ id, layer, row, col }: Pointed, factors: readonly Factor[]): string {
  const factor = factors[layer];
  if (!factor) return "";
  const { stride, cols, values } = factor;
  return `${shortName(id)}, ${nameOf(id, layer, factors.length)}: ${placeOf({ row: row * stride, col: col * stride })}: ${signed(values[row * Math.ceil(cols / stride) + col] ?? NaN)}`;
}

const signed = (value: number): string => (value < 0 ? `−${formatError(-value)}` : formatError(value));
