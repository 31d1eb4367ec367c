/** The live chart of errors: at most ten times a second, few points, no animation. */
import { useMemo } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { psnrOf } from "../../store/psnr.ts";
import type { RunFacts } from "../../store/state.ts";
import { useSlowly } from "../context.ts";
import { LOOKS } from "../networks.ts";
import { dbAxis, formatTick, FLOOR, logAxis, stepTicks } from "./axes.ts";
import { baselinesOf } from "./baselines.ts";
import { expectationsOf } from "./expectations.ts";
import { LossTooltip } from "./LossTooltip.tsx";
import { bandOf, lossRows, rangeOf, recoveryKey, trainKey, type Quantity } from "./loss-data.ts";

interface Props {
  readonly run: RunFacts;
  readonly quantity: Quantity;
}

const MARGIN = { top: 8, right: 12, bottom: 4, left: 0 };
const TICK = { fill: "var(--muted)", fontSize: 12 };

export function LossChart({ run, quantity }: Props) {
  const { data, state } = useSlowly();
  const { networks, version } = state;
  const lastStep = Math.max(state.step, run.experiment.steps);
  // oxlint-disable-next-line react/exhaustive-deps -- `data` is filled in place; `version` says when
  const rows = useMemo(() => lossRows(data, run, quantity), [data, run, quantity, version]);
  const toChart = (error: number): number =>
    quantity === "error" ? Math.max(FLOOR, error) : (psnrOf(run.psnrAtOne, error) ?? NaN);

  const baselines = baselinesOf(run).map((baseline) => ({ ...baseline, y: toChart(baseline.error) }));
  const [least, most] = rangeOf(rows);
  const shown = [least, most, ...baselines.map(({ y }) => y)];
  const axis = quantity === "error" ? logAxis(shown) : dbAxis(shown);
  const ticks = stepTicks(lastStep);

  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 600, height: 260 }}>
      <ComposedChart data={rows} margin={MARGIN} title="Errors over the steps of training">
        <CartesianGrid stroke="var(--grid)" vertical={false} />
        <XAxis
          dataKey="step"
          type="number"
          domain={[0, lastStep]}
          ticks={ticks}
          tick={TICK}
          stroke="var(--muted)"
          allowDataOverflow
        />
        <YAxis
          scale={quantity === "error" ? "log" : "linear"}
          type="number"
          domain={axis.domain}
          ticks={axis.ticks}
          tickFormatter={formatTick}
          tick={TICK}
          stroke="var(--muted)"
          width={52}
          allowDataOverflow
        />
        <Tooltip
          isAnimationActive={false}
          content={<LossTooltip run={run} data={data} quantity={quantity} />}
        />
        {baselines.map(({ y, name, place }) => (
          <ReferenceLine
            key={name}
            y={y}
            stroke="var(--muted)"
            strokeDasharray="2 4"
            label={{ value: name, position: place, fill: "var(--muted)", fontSize: 12 }}
          />
        ))}
        {expectationsOf(run).map(({ step, error, name }) => (
          <ReferenceLine
            key={name}
            {...(step === undefined ? { y: toChart(error ?? NaN) } : { x: step })}
            stroke="var(--muted)"
            strokeDasharray="6 3"
            label={{ value: name, position: "insideBottomLeft", fill: "var(--muted)", fontSize: 12 }}
          />
        ))}
        {run.experiment.seeds > 1 &&
          run.networks.map((network) => (
            <Area
              key={network.id}
              dataKey={bandOf(network)}
              stroke="none"
              fill={LOOKS[network.id].colour}
              fillOpacity={0.18}
              activeDot={false}
              isAnimationActive={false}
              tooltipType="none"
            />
          ))}
        {quantity === "error" &&
          run.experiment.seeds === 1 &&
          run.networks.map((network) => (
            <Line
              key={trainKey(network)}
              dataKey={trainKey(network)}
              stroke={LOOKS[network.id].colour}
              strokeWidth={1.25}
              strokeDasharray="2 3"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
        {run.networks.map((network) => (
          <Line
            key={recoveryKey(network)}
            dataKey={recoveryKey(network)}
            stroke={LOOKS[network.id].colour}
            strokeWidth={LOOKS[network.id].width}
            strokeDasharray={LOOKS[network.id].dash ?? ""}
            dot={false}
            isAnimationActive={false}
          />
        ))}
        {run.recoveryOver === "heldout" &&
          networks.map(({ id, progress }) => {
            if (!progress || !Number.isFinite(progress.bestRecoveryError)) return null;
            return (
              <ReferenceDot
                key={id}
                x={progress.bestStep}
                y={toChart(progress.bestRecoveryError)}
                r={4.5}
                fill={LOOKS[id].colour}
                stroke="var(--panel)"
              />
            );
          })}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
