/** A fine-tuning experiment as a PyTorch script. */
import { labCode, scriptMethods } from "../../../codegen/lab-code.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import type { ViewProps } from "../../views/views.ts";
import { useWorkload } from "../context.ts";
import { WorkloadCode } from "../views/WorkloadCode.tsx";
import { METHOD_LOOKS } from "./looks.ts";

export function LabScript({ onClose }: ViewProps) {
  const config = useWorkload((state) => state.config) as unknown as LabConfig;
  const written = scriptMethods(config);
  const left = config.methods.filter((id) => !written.includes(id)).map((id) => METHOD_LOOKS[id].name);
  return (
    <WorkloadCode
      onClose={onClose}
      summary="One Python file. It loads the encoder and the sentences from two npm packages, which it names, and uses the same random numbers as this page."
      languages={["torch"]}
      codeOf={(link) => labCode(config, link)}
      refusal={
        config.task === "file"
          ? "A script cannot be written for texts of your own. Choose another task to see its script."
          : undefined
      }
      note={left.length > 0 ? `Not in this script: ${left.join(", ")}.` : undefined}
    />
  );
}
