/** A digits experiment as a script. */
import { digitsCode } from "../../../codegen/digits-code.ts";
import { LANGUAGES } from "../../../codegen/export-code.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import type { ViewProps } from "../../views/views.ts";
import { useWorkload } from "../context.ts";
import { WorkloadCode } from "../views/WorkloadCode.tsx";

export function DigitsScript({ onClose }: ViewProps) {
  const config = useWorkload((state) => state.config) as unknown as MlpConfig;
  return (
    <WorkloadCode
      onClose={onClose}
      summary="One Python file. It reads the digits from data/digits-….bin of the built playground, and starts from the same weights as this page."
      languages={LANGUAGES}
      codeOf={(link, language) => digitsCode(config, link, language)}
      refusal={
        config.data === "digits"
          ? undefined
          : "A script cannot be written for a table of your own. Choose the digits to see their script."
      }
    />
  );
}
