/**
 * The six matrices of one of the encoder's layers, each with the singular values of every method's update. The
 * planted values are dashed.
 */
import { useState } from "react";
import { formatError } from "../../../store/format.ts";
import { LEAST_SIGMA } from "../../../store/kinds/finetune.ts";
import { formatTick } from "../../charts/axes.ts";
import { InfoTip } from "../../controls/inputs/InfoTip.tsx";
import { usePage, useShownModels } from "../../parts/context.ts";
import { Switch } from "../../parts/Switch.tsx";
import {
  leftOutText,
  matricesOf,
  useLabConfig,
  useSeedNote,
  useUpdates,
  type MatrixOfLayer,
} from "./facts.ts";

const INDEX_MAX = 16;

/** The two lower ends of the axis that the user can choose. Deep LoRA's values start near the second one. */
const ENDS = [LEAST_SIGMA, 1e-9] as const;

interface Line {
  readonly id: string;
  readonly sigma: readonly number[];
}

export function UpdateSpectra() {
  const { looks } = usePage();
  const config = useLabConfig();
  const models = useShownModels();
  const updates = useUpdates();
  const seedNote = useSeedNote();
  const [layer, show] = useState<0 | 1>(1);
  const [low, endAt] = useState<(typeof ENDS)[number]>(LEAST_SIGMA);
  if (!config) return null;
  const isPlanted = config.task === "planted";
  const views = models.map(({ id }) => ({ id, view: updates(id) }));
  const panels = matricesOf(isPlanted ? 1 : layer).map((matrix) => ({
    matrix,
    lines: views.map(({ id, view }): Line => ({ id, sigma: view?.sigma[matrix.name] ?? [] })),
    planted: views[0]?.view?.planted[matrix.name] ?? [],
  }));
  const all = panels.flatMap(({ lines, planted }) => [...planted, ...lines.flatMap(({ sigma }) => sigma)]);
  const high =
    10 ** Math.ceil(Math.log10(Math.max(LEAST_SIGMA * 100, ...all.filter(Number.isFinite))) + 0.05);
  return (
    <section className="updates" aria-labelledby="updates-title">
      <div className="updates-head">
        <h2 id="updates-title">Singular values of ΔW{isPlanted && " in layer 1"}</h2>
        {isPlanted && (
          <div className="chart-info">
            <InfoTip about="values below the dashed lines">
              <span>
                Learned values may lie below the planted ones. Training sees only the effect of ΔW on the
                tokens of its sentences, and the other matrices can produce a part of this effect.
              </span>
              <span>
                We measured “1 change” with seed 1. Its 16 sentences have 122 tokens, of 512 numbers each.
                Restricted to the directions of these tokens, the planted change has the values 8.9 and 4.3
                instead of 19.3 and 9.7. LoRA’s largest value was 3.7 after 200 steps and 3.9 after 800, Deep
                LoRA’s 3.8 and 4.7. No method has weight decay.
              </span>
            </InfoTip>
          </div>
        )}
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
        {!isPlanted && (
          <Switch
            label="Layer"
            options={([0, 1] as const).map((id) => ({ id, name: `Layer ${id}` }))}
            chosen={layer}
            onChoose={show}
          />
        )}
      </div>
      <p className="note">
        {isPlanted
          ? "ΔW is what a method has added to the encoder’s weights. The teacher is the same encoder with a planted change, whose singular values are dashed. The methods imitate its embeddings."
          : "ΔW is what a method has added to the encoder’s weights."}
        {leftOutText(
          { most: INDEX_MAX, least: low },
          models.map(({ id }, i) => ({
            name: looks[id]?.name ?? id,
            sigmas: panels.map(({ lines }) => lines[i]?.sigma ?? []),
          })),
        )}
        {seedNote}
      </p>
      <div className="update-panels">
        {panels.map(({ matrix, lines, planted }) => (
          <Panel
            key={matrix.name}
            matrix={matrix}
            lines={lines}
            planted={planted}
            ends={[low, high]}
            looks={looks}
          />
        ))}
      </div>
    </section>
  );
}

interface PanelProps {
  readonly matrix: MatrixOfLayer;
  readonly lines: readonly Line[];
  readonly planted: readonly number[];
  readonly ends: readonly [low: number, high: number];
  readonly looks: ReturnType<typeof usePage>["looks"];
}

function Panel({ matrix, lines, planted, ends: [low, high], looks }: PanelProps) {
  const down = (value: number): number =>
    (100 * Math.log(high / Math.min(high, Math.max(low, value)))) / Math.log(high / low);
  const across = (i: number): number => (100 * (i + 0.5)) / INDEX_MAX;
  const decades = Math.round(Math.log10(high / low));
  const ticks = Array.from({ length: decades + 1 }, (_, i) => ({
    value: Number(`1e${Math.round(Math.log10(high)) - i}`),
    y: (100 * i) / decades,
    isNamed: decades <= 6 || i % 3 === 0,
  }));
  const told = lines
    .filter(({ sigma }) => sigma.length > 0)
    .map(({ id, sigma }) => `${looks[id]?.name}: ${sigma.slice(0, 3).map(formatError).join(", ")}`)
    .join("; ");
  return (
    <figure className={planted.length > 0 ? "update-panel planted" : "update-panel"}>
      <figcaption>
        <b>{matrix.title}</b>
        {planted.length > 0 && <span>planted rank {planted.length}</span>}
      </figcaption>
      <div className="update-plot">
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={`${matrix.title}. ${told}`}
        >
          {ticks.map(({ y }) => (
            <line key={y} className="decade" x1="0" x2="100" y1={y} y2={y} />
          ))}
          {planted.map((value, i) => (
            <line key={i} className="plant" x1="0" x2="100" y1={down(value)} y2={down(value)} />
          ))}
          {lines.map(({ id, sigma }) => {
            const look = looks[id];
            const points = sigma
              .slice(0, INDEX_MAX)
              .flatMap((value, i) => (value >= low ? [`${across(i)} ${down(value)}`] : []));
            return (
              <g key={id} style={{ stroke: look?.colour }}>
                <path
                  data-term={id}
                  strokeWidth={look?.width}
                  strokeDasharray={look?.dash}
                  d={points.map((point, i) => `${i === 0 ? "M" : "L"}${point}`).join("")}
                />
                <path className="dots" d={points.map((point) => `M${point}h0`).join("")} />
              </g>
            );
          })}
        </svg>
        {ticks.map(
          ({ value, y, isNamed }) =>
            isNamed && (
              <span key={y} className="tick" style={{ top: `${y}%` }}>
                {formatTick(value)}
              </span>
            ),
        )}
        {[1, 8, INDEX_MAX].map((index) => (
          <span key={index} className="index" style={{ left: `${across(index - 1)}%` }}>
            {index}
          </span>
        ))}
      </div>
    </figure>
  );
}
