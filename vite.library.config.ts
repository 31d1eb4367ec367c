/** The package: the engine for Node and for browsers, and the command line, in one folder. */
import { defineConfig, mergeConfig } from "vite";
import base from "./vite.config.ts";

export default defineConfig((environment) =>
  mergeConfig(base({ ...environment, isSsrBuild: true }), {
    // The package includes all code except Dawn, which is a native package. Fflate's build for Node imports
    // Node's modules; its build for browsers runs everywhere.
    resolve: { alias: { fflate: "fflate/browser" } },
    ssr: { noExternal: true, external: ["webgpu"] },
    build: {
      ssr: true,
      outDir: "dist-library/engine",
      rolldownOptions: {
        // Makes code for all runtimes. Otherwise `require` in a CommonJS package would become an import from
        // Node.
        platform: "neutral",
        input: {
          node: "src/library/node.ts",
          browser: "src/library/browser.ts",
          dmf: "src/cli/main.ts",
        },
        // All files lie in one folder, so that paths relative to `import.meta.url` are the same as from src/cli.
        output: { chunkFileNames: "[name]-[hash].js" },
      },
    },
  }),
);
