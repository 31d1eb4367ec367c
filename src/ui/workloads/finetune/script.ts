/** A fine-tuning experiment as a PyTorch script. */
import { labCode, scriptMethods } from "../../../codegen/lab-code.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import type { Script } from "../../code/ScriptSheet.tsx";
import { METHOD_LOOKS } from "./looks.ts";

export const SCRIPT: Script = {
  summary:
    "One Python file. It loads the encoder and the sentences from npm packages, which it names, or your own texts from their file, and uses the same random numbers as this page.",
  languages: ["torch"],
  code: (config, link) => labCode(config as unknown as LabConfig, link),
  notes(config) {
    const { task, methods } = config as unknown as LabConfig;
    if (task === "pairs") return ["Scored pairs of sentences have no script yet."];
    const written = scriptMethods({ methods });
    const left = methods.filter((id) => !written.includes(id)).map((id) => METHOD_LOOKS[id].name);
    return left.length > 0 ? [`Not in this script: ${left.join(", ")}.`] : [];
  },
};
