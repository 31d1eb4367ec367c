/** The view “Code” of a workload, whose script loads when it is first opened. */
import { usePage } from "../parts/context.ts";
import { lazily } from "../parts/lazily.tsx";
import type { ViewProps } from "../views/views.ts";
import type { Script } from "./ScriptSheet.tsx";

export const scriptView = (load: () => Promise<Script>) =>
  lazily<ViewProps>(async () => {
    const [{ ScriptSheet }, script] = await Promise.all([import("./ScriptSheet.tsx"), load()]);
    return ({ onClose }: ViewProps) => <ScriptSheet script={script} onClose={onClose} />;
  });

export function CodeView(props: ViewProps) {
  const { Code } = usePage();
  return Code && <Code {...props} />;
}
