/** The package: the engine for Node and for browsers, and the command line, in one folder. */
import { defineConfig, mergeConfig } from "vite";
import base from "./vite.config.ts";

export default defineConfig((environment) =>
  mergeConfig(base({ ...environment, isSsrBuild: true }), {
    // Everything is inside but Dawn, which is a native package.
    // Node's build of fflate imports Node's modules; the other one runs everywhere.
    resolve: { alias: { fflate: "fflate/browser" } },
    ssr: { noExternal: true, external: ["webgpu"] },
    build: {
      ssr: true,
      outDir: "dist-library/engine",
      rolldownOptions: {
        // Code for all runtimes: without it, what a CommonJS package requires becomes an import from Node.
        platform: "neutral",
        input: {
          node: "src/library/node.ts",
          browser: "src/library/browser.ts",
          dmf: "src/cli/main.ts",
        },
        // In one folder, so that paths relative to `import.meta.url` are the same as from src/cli.
        output: { chunkFileNames: "[name]-[hash].js" },
      },
    },
  }),
);
