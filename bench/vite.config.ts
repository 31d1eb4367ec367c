/** The engine's imports name the workloads' assets, but no suite loads them. */
import { defineConfig } from "vite";
import { assetModule } from "../scripts/vite/asset.ts";
import { digitsFile } from "../scripts/vite/digits.ts";
import { encoderFile } from "../scripts/vite/encoder.ts";

const plugins = () => [
  assetModule("digits", "DIGITS", digitsFile),
  assetModule("encoder", "ENCODER", encoderFile),
];

export default defineConfig({ plugins: plugins(), worker: { format: "es", plugins } });
