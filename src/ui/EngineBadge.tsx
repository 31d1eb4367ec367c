/** Which engine trains, and the choice of another one. */
import type { BackendChoice } from "../engine/engine.ts";
import { useActions, usePlayground } from "./context.ts";

const CHOICES: Readonly<Record<BackendChoice, string>> = {
  auto: "Automatic",
  webgpu: "WebGPU",
  cpu: "CPU",
};

/** Where the page is not cross-origin isolated there is one thread. */
function cpuName(threads = 1): string {
  return threads === 1 ? "CPU · 1 thread" : `CPU · ${threads} threads`;
}

export function EngineBadge() {
  const backend = usePlayground((state) => state.backend);
  const name = usePlayground(({ run, status }) => {
    if (!run) return status === "failed" ? "" : "starting…";
    if (run.backend === "cpu") return cpuName(run.threads);
    const adapter = run.adapter ?? "unknown adapter";
    return run.isFallback ? `WebGPU · ${adapter} · software adapter, slow` : `WebGPU · ${adapter}`;
  });
  const kernels = usePlayground(({ run }) => run?.kernels?.join(", "));
  const { chooseBackend } = useActions();
  return (
    <div className="engine">
      <label htmlFor="engine">Engine</label>
      <select
        id="engine"
        value={backend}
        aria-describedby="engine-name"
        onChange={(event) => chooseBackend(event.target.value as BackendChoice)}
      >
        {Object.entries(CHOICES).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <span id="engine-name" className="engine-name" title={kernels ? `${name} · ${kernels}` : name}>
        {name}
      </span>
    </div>
  );
}
