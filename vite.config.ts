import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import manifest from "./package.json" with { type: "json" };
import { asset } from "./scripts/vite/asset.ts";
import { assetModules } from "./scripts/vite/asset-modules.ts";
import { pageHash, STAMP } from "./scripts/sources.mjs";
import { digitsFile } from "./scripts/vite/digits.ts";
import { encoderFile } from "./scripts/vite/encoder.ts";
import { contentSecurity, HEADERS } from "./scripts/vite/headers.ts";
import { licences } from "./scripts/vite/licences.ts";
import { offline } from "./scripts/vite/offline.ts";

/** Workers compile shaders but do not show them, so their copies have no comments and few spaces. */
const shortShaders = () => ({
  name: "short-shaders",
  enforce: "pre" as const,
  load(id: string) {
    const [file = "", query] = id.split("?");
    if (!file.endsWith(".wgsl") || query !== "raw") return undefined;
    const lines = readFileSync(file, "utf8").replaceAll(/^\s*(\/\/.*\n)?/gm, "");
    // Two operators must not become one: `array<f32> = x` keeps its space, and so does every minus.
    const text = lines.replaceAll(/(?<!>) ?([,+*:{;=]) /g, "$1");
    return `export default ${JSON.stringify(text)}`;
  },
});

/** Says in the page's folder from which sources it was built, so that `npm start` builds only after a change. */
const stamp = (): Plugin => {
  let folder = "";
  return {
    name: "stamp",
    apply: "build",
    configResolved: ({ root, build }) => void (folder = resolve(root, build.outDir)),
    closeBundle: () => writeFileSync(join(folder, STAMP), pageHash()),
  };
};

/** The build compiles the kernels, so its plugins take most of its time. That is no warning. */
const CHECKS = { bundlerTimings: false };

/** Ids of the claims with a record. The page requests only these records. */
const recordedClaims = () =>
  readdirSync(new URL("public/data/claims", import.meta.url)).flatMap((name) =>
    name.endsWith(".json") ? [name.slice(0, -".json".length)] : [],
  );

export default defineConfig(({ isSsrBuild }) => ({
  // With relative addresses, the built page works from any folder of a static host.
  base: "./",
  // If a file is missing, our own server answers 404 instead of sending the page.
  appType: "mpa" as const,
  plugins: [
    react(),
    licences(),
    ...assetModules(),
    asset("digits", digitsFile),
    asset("encoder", encoderFile),
    ...(isSsrBuild ? [] : [contentSecurity(), offline(), stamp()]),
  ],
  define: {
    "import.meta.env.VITE_VERSION": JSON.stringify(manifest.version),
    // Social networks want an absolute address of the picture. Only the host knows it (.github/workflows/pages.yml).
    "import.meta.env.VITE_ADDRESS": JSON.stringify(process.env["PAGE_ADDRESS"] ?? "."),
    "import.meta.env.VITE_RECORDS": JSON.stringify(recordedClaims()),
  },
  worker: {
    format: "es" as const,
    plugins: () => [...assetModules(), shortShaders()],
    rolldownOptions: { checks: CHECKS },
  },
  // The command line (an SSR build) reads public/ in place.
  build: {
    target: "es2023",
    sourcemap: false,
    copyPublicDir: !isSsrBuild,
    // Small files stay files, because the policy allows no fonts from `data:` addresses.
    assetsInlineLimit: 0,
    // The first screen comes in one file: with fifty small files, a first visit waited for the slowest one.
    rolldownOptions: {
      checks: CHECKS,
      ...(isSsrBuild
        ? {}
        : { output: { codeSplitting: { groups: [{ name: "page", tags: ["$initial"] as const }] } } }),
    },
  },
  // The policy holds only for the built page, because Vite's development server needs inline scripts and styles.
  preview: { headers: HEADERS, port: 4173 },
}));
