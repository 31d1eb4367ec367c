/** Measures how often the engine sends spectra during training, if they may take the usual 8 % of the time. */
import type { BackendChoice } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { presetExperiment, PRESETS } from "../../../src/workloads/mf/presets.ts";
import type { Row, Suite, SuiteContext } from "../engine.ts";

const SECONDS = 12;
const QUICK_SECONDS = 4;

export const live: Suite = async function* (context) {
  for (const id of ["mc-d128", "mc-d256"])
    for (const [backend, on] of [["webgpu", "WebGPU"] as const, ["cpu", "WebAssembly"] as const])
      yield* watch(context, id, backend, on);
};

async function* watch(
  { gpu, poolWorkers, own, setting }: SuiteContext,
  id: string,
  backend: BackendChoice,
  on: Row["on"],
): AsyncGenerator<Row, void, undefined> {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (!preset) return;
  const experiment = { ...presetExperiment(preset), steps: 10_000_000 };
  const engine = new LocalEngine({
    gpu,
    poolWorkers,
    load: () => Promise.reject(new Error("no files here")),
  });
  /** Spectra by step and network. A diagnostic repeats its network's spectra, which count only once. */
  const seen = new Set<string>();
  let steps = 0;
  let failure: string | undefined;
  engine.subscribe((event) => {
    if (event.kind === "views")
      for (const view of event.networks) if (view.spectra) seen.add(`${event.step} ${String(view.network)}`);
    if (event.kind === "error") failure = event.message;
    if (event.kind === "status") steps = event.step;
  });
  await engine.load(experiment, backend);
  seen.clear();
  const startedAt = performance.now();
  const playing = engine.play();
  await new Promise((resolve) => {
    setTimeout(resolve, 1e3 * (setting.quick ? QUICK_SECONDS : SECONDS));
  });
  const trainedFor = (performance.now() - startedAt) / 1e3;
  const count = seen.size;
  await engine.pause();
  const base = { shape: id, engine: own[0]?.name ?? "", on };
  const note = failure ?? `${experiment.networks.length} networks in turn`;
  yield { ...base, what: "spectra while training", value: count / trainedFor, unit: "spectra/s", note };
  yield {
    ...base,
    what: "steps while training",
    value: steps / trainedFor,
    unit: "steps/s of all networks",
    note,
  };
  await playing;
  await engine.dispose();
}
