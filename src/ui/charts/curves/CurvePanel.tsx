/** Any metric of the run, over steps, seconds, operations or bytes. The values are also available as a table. */
import { useState } from "react";
import { DEFAULT_SEED_STYLE, type SeedStyle } from "../../../store/run/seed-series.ts";
import { ModelHelp } from "../../controls/Fields.tsx";
import { InfoTip } from "../../controls/inputs/InfoTip.tsx";
import { differenceText, retunedText } from "../../controls/words.ts";
import { usePage, usePlayground } from "../../parts/context.ts";
import { FullScreenButton } from "../../parts/FullScreen.tsx";
import { Legend } from "../../parts/Legend.tsx";
import { ShownStep } from "../../parts/ShownStep.tsx";
import { NARROW, useMedia } from "../../parts/use-media.ts";
import type { Drawn, Quantity } from "../../parts/workload-page.ts";
import type { XUnit } from "../axes.ts";
import type { Chart } from "../chart.ts";
import { Plot } from "../Plot.tsx";
import { PlotTools, useZoom, XUnitSwitch } from "../PlotTools.tsx";
import { useFramed } from "../use-framed.ts";
import { beyondOf, axesOf, showsThin, SPREAD, useMetricChart } from "./metric-chart.ts";
import { Select } from "../../parts/Select.tsx";

export function CurvePanel() {
  const page = usePage();
  const run = usePlayground((state) => state.run);
  const models = usePlayground((state) => state.models);
  const retuned = usePlayground((state) => state.retuned);
  const lookingAt = usePlayground((state) => state.lookingAt);
  const [chosen, choose] = useState<string>();
  const [unit, setUnit] = useState<XUnit>(axesOf(page)[0]);
  const [style, setStyle] = useState<SeedStyle>(DEFAULT_SEED_STYLE);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const isNarrow = useMedia(NARROW);
  const isFramed = useFramed();
  const at = unit === "steps" ? lookingAt : undefined;
  const zoom = useZoom(run, unit);
  const shown = useMetricChart({ chosen, unit, zoom: zoom.range, style, hidden });
  if (!run || !shown) return null;
  const { quantity, quantities, chart, units, drawn, note } = shown;
  const view = { run, quantity: quantity.id, unit, style };
  const { below } = beyondOf(chart.curves, chart);
  const belowText = below === undefined ? "" : `▼ from ${quantity.format(below)}, below the chart`;
  const { ChartNote, ChartInfo } = page;
  const [lone] = (quantity.thin ?? []).filter(({ isLone }) => isLone && run.config.seeds === 1);
  return (
    <section className="panel errors lecture" aria-label={quantity.label}>
      <div className="panel-head spread">
        <QuantitySelect quantity={quantity} quantities={quantities} onChoose={choose} />
        <ShownStep />
        <div className="axis-choice row">
          <XUnitSwitch units={units} unit={unit} onChoose={setUnit} />
          <FullScreenButton what={quantity.label} />
          {ChartInfo && (
            <div className="chart-info">
              <InfoTip about="this chart">
                <span>{note}</span>
                <ChartInfo {...view} />
              </InfoTip>
            </div>
          )}
        </div>
      </div>
      <Legend
        models={models}
        hidden={hidden}
        // Names as large as a finger would leave too little room for the chart.
        {...(!isNarrow && { onToggle: (id: string) => setHidden(toggled(hidden, id)) })}
        thin={lone && showsThin(models.length) ? `${lone.column} error` : undefined}
        note={
          ChartNote ? <ChartNote {...view} /> : ChartInfo ? "" : [note, belowText].filter(Boolean).join(" ")
        }
        pinned={drawn.map((pin) => pin.name || differenceText(page, pin, run))}
        renderNote={(id) => (
          <>
            <ModelHelp id={id} />
            <Above chart={chart} id={id} quantity={quantity} />
          </>
        )}
      />
      {run.config.seeds > 1 && (
        <SeedChoice style={style} spread={page.spread ?? SPREAD} onChoose={setStyle} />
      )}
      <div className="chart">
        <Plot label={quantity.label} chart={chart} zoom={zoom} shown={at} isFramed={isFramed} />
        <div className="chart-tools row">
          <PlotTools caption={quantity.label} chart={chart} zoom={zoom} shown={at} />
        </div>
        {retuned && <p className="note retuned">{retunedText(page, retuned, run.config)}</p>}
      </div>
    </section>
  );
}

const toggled = (set: ReadonlySet<string>, one: string): ReadonlySet<string> =>
  new Set(set.has(one) ? [...set].filter((other) => other !== one) : [...set, one]);

/** Chooses how several seeds are drawn: which band, and whether each seed has its own line. */
function SeedChoice({
  style,
  spread,
  onChoose,
}: {
  readonly style: SeedStyle;
  readonly spread: string;
  readonly onChoose: (style: SeedStyle) => void;
}) {
  return (
    <div className="chart-tools row">
      <Select
        aria-label="Band of the seeds"
        options={[
          { id: "range", name: "band: smallest to largest" },
          { id: "sd", name: `band: ${spread}` },
        ]}
        chosen={style.band}
        onChoose={(band) => onChoose({ ...style, band })}
      />
      <button
        type="button"
        className="toggle"
        aria-pressed={style.each}
        onClick={() => onChoose({ ...style, each: !style.each })}
      >
        Each seed
      </button>
    </div>
  );
}

/** Marks a curve that leaves the plot at the top. */
function Above({
  chart,
  id,
  quantity,
}: {
  readonly chart: Chart;
  readonly id: string;
  readonly quantity: Drawn;
}) {
  const curve = chart.curves.find(({ term, isPinned }) => term === id && !isPinned);
  const { above } = beyondOf(curve ? [curve] : [], chart);
  return above === undefined ? null : <small>▲ up to {quantity.format(above)}, above the chart</small>;
}

interface SelectProps {
  readonly label?: string;
  readonly quantity: Quantity;
  readonly quantities: readonly Quantity[];
  readonly onChoose: (id: string) => void;
}

/** Chooses the quantity of a chart. If there is only one, it is the chart's heading. */
export function QuantitySelect({ label = "Quantity", quantity, quantities, onChoose }: SelectProps) {
  if (quantities.length === 1) return <h2>{quantity.label}</h2>;
  return (
    <Select
      className="quantity"
      aria-label={label}
      options={quantities.map(({ id, label: name }) => ({ id, name }))}
      chosen={quantity.id}
      onChoose={onChoose}
    />
  );
}
