/**
 * Benchmarks this device. Starting a benchmark pauses training, and the benchmark ends when the component
 * disappears.
 */
import { useEffect, useRef, useState } from "react";
import {
  followBenchmark,
  NO_BENCHMARK,
  startBenchmark,
  type BenchmarkRequest,
  type BenchmarkState,
} from "../../../../store/jobs/benchmark.ts";
import { useMatrixActions } from "../context.ts";

interface RunningBenchmark {
  readonly state: BenchmarkState;
  readonly start: (request?: BenchmarkRequest) => void;
  readonly cancel: () => void;
}

export function useBenchmark(): RunningBenchmark {
  const [state, setState] = useState(NO_BENCHMARK);
  const end = useRef<() => void>(undefined);
  const { pause } = useMatrixActions();
  useEffect(() => () => end.current?.(), []);
  return {
    state,
    start: (request) => {
      pause();
      setState({ ...NO_BENCHMARK, status: "running" });
      end.current = startBenchmark((event) => setState((before) => followBenchmark(before, event)), request);
    },
    cancel: () => {
      end.current?.();
      setState((before) => ({ ...before, status: "cancelled" }));
    },
  };
}
