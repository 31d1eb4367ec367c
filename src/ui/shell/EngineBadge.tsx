/** The training engine as a chip. Its popover gives details and lets the user choose another engine. */
import type { BackendChoice } from "../../library/api.ts";
import { counted } from "../../store/format.ts";
import { Notice } from "./Banners.tsx";
import { useActions, usePlayground } from "../parts/context.ts";
import { Popover } from "../parts/Popover.tsx";
import { Select } from "../parts/Select.tsx";

const CHOICES: readonly { readonly id: BackendChoice; readonly name: string }[] = [
  { id: "auto", name: "Automatic" },
  { id: "webgpu", name: "WebGPU" },
  { id: "cpu", name: "CPU" },
];

/** `name` is short enough for a chip; `about` also has the threads or the adapter. */
function useEngine(): { readonly name: string; readonly about: string } {
  const name = usePlayground(({ run, status }) => {
    if (!run) return status === "failed" ? "no engine" : "starting…";
    return run.backend === "cpu" ? "CPU" : "WebGPU";
  });
  const about = usePlayground(({ run }) => {
    if (!run) return "";
    // A page without cross-origin isolation has one thread.
    if (run.backend === "cpu") return `CPU · ${counted(run.threads ?? 1, "thread")}`;
    const adapter = run.adapter ?? "unknown adapter";
    return run.isFallback ? `WebGPU · ${adapter} · software adapter, slow` : `WebGPU · ${adapter}`;
  });
  return { name, about };
}

/** The user's choice of engine, and facts about the engine in use. */
export function EngineBadge() {
  const backend = usePlayground((state) => state.backend);
  const kernels = usePlayground(({ run }) => run?.kernels?.join(", "));
  const { about } = useEngine();
  const { chooseBackend } = useActions();
  return (
    <div className="engine row">
      <label htmlFor="engine">Engine</label>
      <Select
        id="engine"
        aria-describedby="engine-name"
        options={CHOICES}
        chosen={backend}
        onChoose={chooseBackend}
      />
      <span id="engine-name" className="note" title={kernels}>
        {about}
      </span>
      <Notice isOfEngine />
    </div>
  );
}

export function EngineChip() {
  const { name, about } = useEngine();
  const hasEngine = usePlayground(({ run }) => run !== undefined);
  const hasNotice = usePlayground(({ notice }) => notice?.about === "engine");
  return (
    <Popover
      name={`Engine: ${about || name}`}
      className={hasNotice ? "engine-chip quiet noticed" : "engine-chip quiet"}
      inToolbar
      label={
        <>
          <span className={hasEngine ? "engine-dot" : "engine-dot none"} aria-hidden="true" />
          {name}
        </>
      }
    >
      <EngineBadge />
    </Popover>
  );
}
