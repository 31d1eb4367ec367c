/** The benchmark as the page shows and exports it: a row for each measurement, a column for each engine. */
import type { BenchmarkRow } from "../../jobs/benchmark/benchmark.ts";
import type { BenchmarkCard, BenchmarkEngine, BenchmarkEvent } from "../../jobs/benchmark/client.ts";
import type { StepTimes } from "../../jobs/benchmark/kernels.ts";

export { startBenchmark, type BenchmarkRequest } from "../../jobs/benchmark/client.ts";

export interface BenchmarkState {
  readonly status: "idle" | "running" | "done" | "cancelled" | "failed";
  /** Each engine's device, in words, in order of arrival. */
  readonly devices: Readonly<Partial<Record<BenchmarkEngine, string>>>;
  /** Why an engine was not measured or was measured only in part, or why the whole benchmark failed. */
  readonly notes: readonly string[];
  readonly rows: readonly (BenchmarkRow & { readonly engine: BenchmarkEngine })[];
  /** The WebGPU adapter, once it has been measured. */
  readonly card?: BenchmarkCard;
  /** Kernel times in the experiment's own steps, if requested, by engine and the network's label. */
  readonly steps: readonly (StepTimes & { readonly engine: BenchmarkEngine; readonly network: string })[];
}

export const NO_BENCHMARK: BenchmarkState = { status: "idle", devices: {}, notes: [], rows: [], steps: [] };

export function followBenchmark(state: BenchmarkState, event: BenchmarkEvent): BenchmarkState {
  if (event.kind === "engine")
    return { ...state, devices: { ...state.devices, [event.engine]: event.device } };
  if (event.kind === "row")
    return { ...state, rows: [...state.rows, { ...event.row, engine: event.engine }] };
  if (event.kind === "step") {
    const { engine, network, times } = event;
    return { ...state, steps: [...state.steps, { ...times, engine, network }] };
  }
  if (event.kind === "card") return { ...state, card: event.card };
  if (event.kind === "missing")
    return {
      ...state,
      notes: [...state.notes, `${event.engine}: ${event.reason}`],
    };
  if (event.kind === "done") return { ...state, status: "done" };
  return { ...state, status: "failed", notes: [...state.notes, event.message] };
}

interface BenchmarkLine {
  readonly what: string;
  readonly shape: string;
  readonly unit: string;
  readonly values: Readonly<Partial<Record<BenchmarkEngine, number>>>;
}

/** One line per measurement, in order of arrival. */
export function benchmarkLines({ rows }: BenchmarkState): BenchmarkLine[] {
  const lines = new Map<string, BenchmarkLine>();
  for (const { what, shape, unit, value, engine } of rows) {
    const key = `${what}\n${shape}\n${unit}`;
    const line = lines.get(key) ?? { what, shape, unit, values: {} };
    lines.set(key, { ...line, values: { ...line.values, [engine]: value } });
  }
  return [...lines.values()];
}

/** The power of d with which the time per step grows over the sizes d. Undefined for a single size. */
export function growth({ rows }: BenchmarkState, engine: BenchmarkEngine, what: string): number | undefined {
  const steps = rows.filter((row) => row.engine === engine && row.what === what && row.unit === "steps/s");
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || first === last) return undefined;
  const sizeOf = ({ shape }: BenchmarkRow): number => Number(/\d+/.exec(shape)?.[0]);
  return Math.log(first.value / last.value) / Math.log(sizeOf(last) / sizeOf(first));
}

/** The benchmark as text, for example for an e-mail. */
export function benchmarkText(state: BenchmarkState, where: Readonly<Record<string, string>>): string {
  const engines = Object.entries(state.devices).map(([engine, device]) => `${engine}: ${device}`);
  const lines = benchmarkLines(state).map(({ what, shape, unit, values }) => {
    const numbers = Object.entries(values).map(([engine, value]) => `${engine} ${digits(value)}`);
    return `${what}, ${shape}: ${numbers.join(", ")} ${unit}`;
  });
  const facts = Object.entries(where).map(([name, value]) => `${name}: ${value}`);
  return ["DMF Playground, benchmark of this device", ...facts, ...engines, ...state.notes, ...lines].join(
    "\n",
  );
}

/** The file from which `scripts/cards.mjs` makes docs/cards.md. */
export function benchmarkJson(state: BenchmarkState, where: Readonly<Record<string, string>>): string {
  const { devices, notes, rows, card } = state;
  return JSON.stringify({ format: "dmf-card-1", ...where, devices, notes, card, rows }, null, 1);
}

const THREE = { maximumSignificantDigits: 3 } as const;

/** Three significant digits. */
export const digits = (value: number): string => value.toLocaleString("en", THREE);
