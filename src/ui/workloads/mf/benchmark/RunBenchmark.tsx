/** A button that benchmarks this device, and what it found. Training pauses; without the button, the benchmark ends. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import {
  followBenchmark,
  NO_BENCHMARK,
  startBenchmark,
  type BenchmarkRequest,
  type BenchmarkState,
} from "../../../../store/jobs/benchmark.ts";
import { Icon } from "../../../parts/Icon.tsx";
import { useMatrixActions } from "../context.ts";

interface Props {
  /** The text on the button, before the benchmark and after it. */
  readonly labels: readonly [before: string, after: string];
  readonly request?: () => BenchmarkRequest;
  /** Follows the words that it is done. */
  readonly done: string;
  readonly children: (state: BenchmarkState) => ReactNode;
}

export function RunBenchmark({ labels, request, done, children }: Props) {
  const [state, setState] = useState(NO_BENCHMARK);
  const end = useRef<() => void>(undefined);
  const { pause } = useMatrixActions();
  useEffect(() => () => end.current?.(), []);
  const start = (): void => {
    pause();
    setState({ ...NO_BENCHMARK, status: "running" });
    end.current = startBenchmark(
      (event) => setState((before) => followBenchmark(before, event)),
      request?.(),
    );
  };
  const cancel = (): void => {
    end.current?.();
    setState((before) => ({ ...before, status: "cancelled" }));
  };
  const isRunning = state.status === "running";
  const last = state.rows.at(-1);
  const said = {
    idle: "",
    running: last ? `${last.engine}: ${last.what}, ${last.shape} measured` : "Measuring …",
    done: `Done. Values are medians. ${done}`,
    cancelled: "Cancelled.",
    failed: "The benchmark failed.",
  }[state.status];
  return (
    <>
      <div className="row">
        <button type="button" onClick={isRunning ? cancel : start}>
          <Icon name={isRunning ? "close" : "play"} />
          {isRunning ? "Cancel" : labels[state.status === "idle" ? 0 : 1]}
        </button>
        <span role="status">{said}</span>
      </div>
      {state.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {children(state)}
    </>
  );
}
