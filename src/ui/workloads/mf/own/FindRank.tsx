/** Finds the rank r̂ with the least validation error, takes it, and shows the error of every rank that was tried. */
import { useEffect, useRef, useState } from "react";
import type { Experiment } from "../../../../workloads/mf/config/fields.ts";
import { formatCount, formatDigits } from "../../../../store/format.ts";
import {
  bestRank,
  formatValidation,
  foundText,
  rankCells,
  startSweep,
  triedRank,
  type RankSearch,
  type TriedRank,
} from "../../../../store/insight/find-rank.ts";
import type { Chart } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { useMatrix, useMatrixActions } from "../context.ts";

export function FindRank({ config }: { readonly config: Experiment }) {
  const backend = useMatrix((state) => state.backend);
  const isTraining = useMatrix(({ status }) => status === "running");
  const { change, openedFile, pause, play } = useMatrixActions();
  const [search, setSearch] = useState<RankSearch>();
  const end = useRef<() => void>(undefined);
  /** Lets the run go on that the search has paused. */
  const goOn = useRef<() => void>(undefined);
  useEffect(() => () => end.current?.(), []);
  const cells = rankCells(config);
  if (cells.length < 2) return null;

  const cancel = (): void => {
    end.current?.();
    goOn.current?.();
    setSearch((now) => now && { ...now, state: "cancelled" });
  };
  const start = (): void => {
    if (isTraining) pause();
    goOn.current = isTraining ? play : undefined;
    let now: RankSearch = { before: config.rHat, count: cells.length, tried: [], state: "running" };
    setSearch(now);
    end.current = startSweep(
      (event) => {
        if (event.kind === "line") now = { ...now, tried: [...now.tried, triedRank(event.line)] };
        if (event.kind === "refused" || event.kind === "failed") now = { ...now, message: event.message };
        if (event.kind === "done" || event.kind === "failed") {
          now = { ...now, state: "done" };
          const best = bestRank(now.tried);
          if (best && best.rHat !== now.before) change({ rHat: best.rHat }, "play");
          else goOn.current?.();
        }
        setSearch(now);
      },
      { cells, backend, file: openedFile() },
    );
  };
  const isRunning = search?.state === "running";
  return (
    <div className="find-rank">
      <button type="button" onClick={isRunning ? cancel : start}>
        {isRunning ? "Cancel" : "Find r̂"}
      </button>
      {search && (
        <p role="status">
          {search.message !== undefined && `A rank could not be tried: ${search.message} `}
          {foundText(search)}
        </p>
      )}
      {search && search.tried.length > 1 && (
        <Plot
          label={`Validation error by r̂: ${search.tried.map(({ rHat, validation }) => `${rHat}: ${formatValidation(validation)}`).join(", ")}`}
          chart={rankChart(search.tried)}
        />
      )}
    </div>
  );
}

function rankChart(all: readonly TriedRank[]): Chart {
  const tried = all.toSorted((a, b) => a.rHat - b.rHat);
  const ys = tried.map(({ validation }) => validation);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const margin = Math.max((high - low) / 8, 1e-3 * high);
  return {
    curves: [
      {
        key: "validation",
        name: "Validation error",
        look: { colour: "var(--accent)", width: 2 },
        xs: tried.map(({ rHat }) => rHat),
        ys,
        dots: 3,
      },
    ],
    x: {
      domain: [tried[0]?.rHat ?? 1, tried.at(-1)?.rHat ?? 1],
      isLog: true,
      isWhole: true,
      format: formatCount,
    },
    y: { domain: [low - margin, high + margin], format: (value) => formatDigits(value, 3) },
    across: { name: "r̂", format: formatCount, place: (rank) => `r̂ = ${formatCount(rank)}` },
    columns: ["validation error"],
    format: formatValidation,
  };
}
