import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import manifest from "./package.json" with { type: "json" };
import { digits, digitsModule } from "./scripts/vite/digits.ts";
import { contentSecurity, HEADERS } from "./scripts/vite/headers.ts";
import { licences } from "./scripts/vite/licences.ts";
import { offline } from "./scripts/vite/offline.ts";

export default defineConfig(({ isSsrBuild }) => ({
  // Relative addresses: the built page works from any folder of a static host.
  base: "./",
  plugins: [
    react(),
    licences(),
    digitsModule(),
    digits(),
    ...(isSsrBuild ? [] : [contentSecurity(), offline()]),
  ],
  define: { "import.meta.env.VITE_VERSION": JSON.stringify(manifest.version) },
  worker: { format: "es" as const, plugins: () => [digitsModule()] },
  // The command line (an SSR build) reads public/ where it lies.
  build: {
    target: "es2023",
    sourcemap: false,
    copyPublicDir: !isSsrBuild,
    // Small files stay files: the policy allows no data: fonts.
    assetsInlineLimit: 0,
    // The first screen in one request: in fifty small ones a first visit waited for the slowest.
    ...(isSsrBuild
      ? {}
      : {
          rolldownOptions: {
            output: { codeSplitting: { groups: [{ name: "page", tags: ["$initial"] as const }] } },
          },
        }),
  },
  // While developing, Vite needs inline scripts and styles: the policy is that of the build.
  preview: { headers: HEADERS, port: 4173, strictPort: false },
}));
