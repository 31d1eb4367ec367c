/** The engine's imports name the workloads' assets, but no suite loads them. */
import { defineConfig } from "vite";
import { assetModules } from "../scripts/vite/asset-modules.ts";

export default defineConfig({ plugins: assetModules(), worker: { format: "es", plugins: assetModules } });
