/**
 * The matrices of the encoder's layers as blocks to one scale. Each has the singular values of every method's update,
 * and the planted values dashed. A block that no method trains is pale.
 */
import { useState, type CSSProperties } from "react";
import { formatError } from "../../../store/format.ts";
import { LEAST_SIGMA } from "../../../store/kinds/finetune.ts";
import { formatTick, scaleOf } from "../../charts/axes.ts";
import { dotsPath, linePath, type Point } from "../../charts/lines.tsx";
import { InfoTip } from "../../controls/inputs/InfoTip.tsx";
import { shapeOf } from "../../diagram/blocks.ts";
import { usePage, useShownModels } from "../../parts/context.ts";
import { LookSample } from "../../parts/LineSample.tsx";
import { Legend } from "../../parts/Legend.tsx";
import { Switch } from "../../parts/Switch.tsx";
import {
  LAYERS,
  leftOutText,
  matricesOf,
  spaceOfLayers,
  toScale,
  useLabConfig,
  useSeedNote,
  useUpdates,
  type MatrixOfLayer,
} from "./facts.ts";

const MOST = 16;

/** The two lower ends of the axis that the user can choose. Deep LoRA's values start near the second one. */
const ENDS = [LEAST_SIGMA, 1e-9] as const;

const PLANTED = { colour: "var(--text)", width: 1.5, dash: "6 4" };

interface Axes {
  readonly low: number;
  readonly high: number;
  readonly last: number;
}

export function UpdateSpectra() {
  const { looks } = usePage();
  const config = useLabConfig();
  const models = useShownModels();
  const updates = useUpdates();
  const seedNote = useSeedNote();
  const [low, endAt] = useState<number>(LEAST_SIGMA);
  if (!config) return null;
  const isPlanted = config.task === "planted";
  const views = models.map(({ id }) => ({ id, name: looks[id]?.name ?? id, view: updates(id) }));
  const drawn = views.flatMap(({ view }) => [
    ...Object.values(view?.planted ?? {}),
    ...Object.values(view?.sigma ?? {}),
  ]);
  const largest = Math.max(LEAST_SIGMA * 100, ...drawn.flat().filter(Number.isFinite));
  const axes: Axes = {
    low,
    high: 10 ** Math.ceil(Math.log10(largest) + 0.05),
    last: Math.min(MOST, Math.max(2, ...drawn.map(({ length }) => length))),
  };
  const { across, down } = spaceOfLayers();
  return (
    <section className="updates column" aria-labelledby="updates-title">
      <div className="updates-head row">
        <h2 id="updates-title">Singular values of ΔW</h2>
        <div className="chart-info">
          <InfoTip about="the singular values of ΔW">
            <span>
              Upwards: the size of a singular value, on one logarithmic axis. To the right: its index, from
              the largest value to at most the {MOST}th. A curve ends where the values fall below the axis.
            </span>
            <span>The encoder’s other matrices are frozen in every method and not drawn.</span>
            {isPlanted && (
              <>
                <span>
                  The teacher is the same encoder with a planted change, whose singular values are dashed. The
                  methods imitate its embeddings.
                </span>
                <span>
                  Learned values may lie below the planted ones. Training sees only the effect of ΔW on the
                  tokens of its sentences, and the other matrices can produce a part of this effect.
                </span>
                <span>
                  We measured “1 change” with seed 1. Its 16 sentences have 122 tokens, of 512 numbers each.
                  Restricted to the directions of these tokens, the planted change has the values 8.9 and 4.3
                  instead of 19.3 and 9.7. LoRA’s largest value was 3.7 after 200 steps and 3.9 after 800,
                  Deep LoRA’s 3.8 and 4.7. No method has weight decay.
                </span>
              </>
            )}
          </InfoTip>
        </div>
        <Switch
          label="Lower end of the axis"
          options={ENDS.map((id) => ({
            id,
            name: `from ${formatTick(id)}`,
            title: `Draw singular values down to ${formatTick(id)}`,
          }))}
          chosen={low}
          onChoose={endAt}
        />
      </div>
      <p className="note">
        Blocks are the encoder’s matrices, to scale. A curve is what a method has added.
        {leftOutText(low, views)}
        {seedNote}
      </p>
      <Legend
        models={models}
        note={
          isPlanted && (
            <>
              <LookSample look={PLANTED} />
              planted rank {config.plantRank}
            </>
          )
        }
      />
      <div className="update-space grow">
        <div
          className="update-layers"
          style={{ "--layers": LAYERS.length, "--across": across, "--down": down } as CSSProperties}
        >
          {LAYERS.map((layer) => {
            const blocks = matricesOf(layer).map((matrix) => ({
              matrix,
              isTrained: views.length === 0 || views.some(({ view }) => !view || view.sigma[matrix.name]),
            }));
            return (
              <section key={layer} className="update-layer" aria-labelledby={`updates-${layer}`}>
                <h3 id={`updates-${layer}`}>
                  Layer {layer}
                  {blocks.every(({ isTrained }) => !isTrained) && ": no method trains it"}
                </h3>
                {blocks.map(({ matrix, isTrained }) => (
                  <Block
                    key={matrix.name}
                    matrix={matrix}
                    isTrained={isTrained}
                    lines={views.map(({ id, view }) => ({ id, sigma: view?.sigma[matrix.name] ?? [] }))}
                    planted={views[0]?.view?.planted[matrix.name] ?? []}
                    {...axes}
                  />
                ))}
              </section>
            );
          })}
        </div>
      </div>
    </section>
  );
}

interface BlockProps extends Axes {
  readonly matrix: MatrixOfLayer;
  readonly isTrained: boolean;
  readonly lines: readonly { readonly id: string; readonly sigma: readonly number[] }[];
  readonly planted: readonly number[];
}

function Block({ isTrained, ...props }: BlockProps) {
  const { kind, title, rows, cols } = props.matrix;
  const look = isTrained ? (props.planted.length > 0 ? " planted" : "") : " frozen";
  return (
    <figure className="update-panel" style={{ gridArea: kind }}>
      <figcaption>
        <b>{title}</b> <span className="fine">{shapeOf(props.matrix)}</span>
      </figcaption>
      <div
        className={`update-block${look}`}
        title={`${title}: ${rows} × ${cols}${isTrained ? "" : ", not trained"}`}
        style={{ "--cols": toScale(cols), "--rows": toScale(rows) } as CSSProperties}
      >
        {isTrained && <Spectra {...props} />}
      </div>
    </figure>
  );
}

function Spectra({ matrix, lines, planted, low, high, last }: Omit<BlockProps, "isTrained">) {
  const { kind, title, rows, cols } = matrix;
  const { looks } = usePage();
  const scale = scaleOf({ isLog: true, domain: [low, high] });
  const down = (value: number): number => 100 - 100 * scale.at(Math.min(high, Math.max(low, value)));
  const across = (i: number): number => (100 * (i + 0.5)) / last;
  const decades = Math.round(Math.log10(high / low));
  const ticks = Array.from({ length: decades + 1 }, (_, i) => ({
    value: Number(`1e${Math.round(Math.log10(high)) - i}`),
    y: (100 * i) / decades,
    isEnd: i % decades === 0,
  }));
  const told = lines
    .filter(({ sigma }) => sigma.length > 0)
    .map(({ id, sigma }) => `${looks[id]?.name}: ${sigma.slice(0, 3).map(formatError).join(", ")}`)
    .join("; ");
  return (
    <div className="update-plot">
      <svg
        className="cover thin"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}. ${told}`}
      >
        {ticks.map(({ y }) => (
          <line key={y} stroke="var(--grid)" x1="0" x2="100" y1={y} y2={y} />
        ))}
        {planted.map((value, i) => (
          <path
            key={i}
            d={`M0 ${down(value)}H100`}
            style={{ stroke: PLANTED.colour }}
            strokeWidth={PLANTED.width}
            strokeDasharray={PLANTED.dash}
          />
        ))}
        {lines.map(({ id, sigma }) => {
          const look = looks[id];
          const points = sigma
            .slice(0, last)
            .flatMap((value, i): Point[] => (value >= low ? [[across(i), down(value)]] : []));
          return (
            <g key={id} style={{ stroke: look?.colour }}>
              <path
                data-term={id}
                strokeWidth={look?.width}
                strokeDasharray={look?.dash}
                d={linePath(points)}
              />
              <path className="dots" d={dotsPath(points)} />
            </g>
          );
        })}
      </svg>
      {/* A block shares the numbers of its left neighbour, but Output is higher than Value in layer 0. */}
      {(["q", "v", "f2"].includes(kind) || (kind === "o" && rows > cols)) &&
        ticks.map(
          ({ value, y, isEnd }) =>
            (isEnd || (decades <= 6 && kind !== "o")) && (
              <span key={y} className={isEnd ? "tick fine" : "tick fine between"} style={{ top: `${y}%` }}>
                {formatTick(value)}
              </span>
            ),
        )}
      {kind === "f2" &&
        [1, last].map((index) => (
          <span key={index} className="index fine" style={{ left: `${across(index - 1)}%` }}>
            {index}
          </span>
        ))}
    </div>
  );
}
