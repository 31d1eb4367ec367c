/** The modules of the data files and the compiled kernels, for the page, its workers and the tests in a browser. */
import { readdirSync } from "node:fs";
import type { Plugin } from "vite";
import { ENCODER_PACKAGE } from "../../src/workloads/asset.ts";
import { assetModule } from "./asset.ts";
import { digitsFile } from "./digits.ts";
import { encoderFile } from "./encoder.ts";
import { wasmModules } from "./wasm.ts";

export const assetModules = (): Plugin[] => [
  assetModule("digits", "DIGITS", digitsFile),
  assetModule("encoder", "ENCODER", encoderFile),
  dataUrls(),
  wasmModules(),
];

/**
 * `virtual:data-urls`: the address of each data file in the package. Bundlers find the files, because each address is
 * written as `new URL("…", import.meta.url)`. The page fetches its data from its own folder and needs no addresses.
 */
function dataUrls(): Plugin {
  const id = "\0virtual:data-urls";
  return {
    name: "data-urls",
    resolveId: (wanted) => (`\0${wanted}` === id ? id : undefined),
    load(wanted, { ssr = false } = {}) {
      if (wanted !== id) return undefined;
      const paths = ssr ? packagedPaths() : [];
      const entries = paths.map((path) => {
        const name = path.slice(path.lastIndexOf("/") + 1);
        return `${JSON.stringify(name)}: new URL(${JSON.stringify(path)}, import.meta.url)`;
      });
      return `export const DATA_URLS = { ${entries.join(", ")} };`;
    },
  };
}

/** Relative to the package's code. The encoder's package lies beside this one in `node_modules`. */
const packagedPaths = (): readonly string[] => [
  ...readdirSync("public/data").flatMap((name) =>
    /\.(json|pgm)$/.test(name) ? [`../../public/data/${name}`] : [],
  ),
  `./data/${digitsFile().name}`,
  `../../../${ENCODER_PACKAGE}/${encoderFile().name}`,
];
