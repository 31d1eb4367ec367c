/** A fine-tuning experiment as a PyTorch script. */
import { labCode, scriptMethods } from "../../../codegen/lab-code.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import type { Script } from "../../code/ScriptSheet.tsx";
import { METHOD_LOOKS } from "./looks.ts";

export const SCRIPT: Script = {
  summary:
    "One Python file. It loads the encoder and the sentences from two npm packages, which it names, and uses the same random numbers as this page.",
  languages: ["torch"],
  code: (config, link) => labCode(config as unknown as LabConfig, link),
  refusal: ({ task }) =>
    task === "file"
      ? "A script cannot be written for texts of your own. Choose another task to see its script."
      : undefined,
  notes(config) {
    const { methods } = config as unknown as LabConfig;
    const written = scriptMethods({ methods });
    const left = methods.filter((id) => !written.includes(id)).map((id) => METHOD_LOOKS[id].name);
    return left.length > 0 ? [`Not in this script: ${left.join(", ")}.`] : [];
  },
};
