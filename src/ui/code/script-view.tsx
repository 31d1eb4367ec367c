/** The view “Code” of a workload, whose script loads when it is first opened. */
import { usePage } from "../parts/context.ts";
import { lazily } from "../parts/lazily.tsx";
import type { Script } from "./ScriptSheet.tsx";

export const scriptView = (load: () => Promise<Script>) =>
  lazily(async () => {
    const [{ ScriptSheet }, script] = await Promise.all([import("./ScriptSheet.tsx"), load()]);
    return () => <ScriptSheet script={script} />;
  });

export function CodeView() {
  const { Code } = usePage();
  return Code && <Code />;
}
