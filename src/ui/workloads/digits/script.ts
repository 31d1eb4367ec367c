/** A digits experiment as a script. */
import { digitsCode } from "../../../codegen/digits-code.ts";
import { LANGUAGES } from "../../../codegen/export-code.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import type { Script } from "../../code/ScriptSheet.tsx";

export const SCRIPT: Script = {
  summary:
    "One Python file. It reads the digits from data/digits-….bin of the built playground, and starts from the same weights as this page.",
  languages: LANGUAGES,
  code: (config, link, language) => digitsCode(config as unknown as MlpConfig, link, language),
  refusal: ({ data }) =>
    data === "digits"
      ? undefined
      : "A script cannot be written for a table of your own. Choose the digits to see their script.",
};
