import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Cross-origin isolation, where the host sends these headers; everything works without it too.
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export default defineConfig(({ isSsrBuild }) => ({
  // Relative addresses: the built page works from any folder of a static host.
  base: "./",
  plugins: [react()],
  worker: { format: "es" as const },
  // The command line (an SSR build) reads public/ where it lies.
  build: { target: "es2023", sourcemap: false, copyPublicDir: !isSsrBuild },
  server: { headers },
  preview: { headers, port: 4173, strictPort: false },
}));
