/**
 * Measures how long the first curve takes, from a cold engine to the first reported step, and how long each part
 * takes.
 */
import type { BackendChoice } from "../../../src/engine/engine.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import type { Row, Suite, SuiteContext } from "../engine.ts";

const DIMS = [128, 256, 512, 1024, 2048];
const QUICK = 2;
/** On a software adapter, WebGPU takes minutes for a step of a larger original. */
const LARGEST_ON_GPU = 1024;

const CHOICES: readonly (readonly [BackendChoice, Row["on"]])[] = [
  ["cpu", "WebAssembly"],
  ["webgpu", "WebGPU"],
];

export const start: Suite = async function* (context) {
  const { sizes = context.setting.quick ? DIMS.slice(0, QUICK) : DIMS } = context.setting;
  for (const d of sizes)
    for (const [choice, on] of CHOICES)
      if (choice === "cpu" || d <= LARGEST_ON_GPU) yield* watch(context, d, choice, on);
};

async function* watch(
  { gpu, poolWorkers, own }: SuiteContext,
  d: number,
  choice: BackendChoice,
  on: Row["on"],
): AsyncGenerator<Row, void, undefined> {
  const { config } = MF_CODEC.repair({ data: "random", task: "mc", rows: d });
  const engine = new LocalEngine({
    gpu,
    poolWorkers,
    load: () => Promise.reject(new Error("no files here")),
  });
  const startedAt = performance.now();
  /** When each part starts, in seconds. */
  const parts: { readonly what: string; readonly at: number }[] = [];
  let failure: string | undefined;
  const begin = (what: string): void => void parts.push({ what, at: (performance.now() - startedAt) / 1e3 });
  const curve = new Promise<void>((resolve) => {
    engine.subscribe((event) => {
      if (event.kind === "preparing") begin(event.preparing.what);
      else if (event.kind === "loaded") {
        begin("first pictures and probes");
        // Starts training as soon as the run is loaded, as the page does.
        void engine.play();
      } else if (event.kind === "status" && event.status === "running") begin("first step");
      else if (event.kind === "error") {
        failure = event.message;
        resolve();
      } else if (event.kind === "steps" && event.networks.some(({ progress }) => progress.step > 0))
        resolve();
    });
  });
  const loading = engine.load(config, choice);
  await curve;
  begin("end");
  const base = { engine: own[0]?.name ?? "", on, unit: "s" };
  const shape = `d = ${d}`;
  if (failure) {
    yield { ...base, shape, what: "first curve", value: Number.NaN, note: failure };
  } else {
    yield { ...base, shape, what: "first curve", value: parts.at(-1)?.at ?? Number.NaN };
    for (const [i, { what, at }] of parts.slice(0, -1).entries())
      yield { ...base, shape: `${shape}: ${what}`, what: "part", value: (parts[i + 1]?.at ?? at) - at };
  }
  await engine.pause();
  await loading;
  await engine.dispose();
}
