/** The host's GPU is the browser's own WebGPU, on SwiftShader. */
import type { Host } from "./host.ts";

export const HOST: Host = "browser";

export function getGpu(): GPU {
  if (!("gpu" in navigator)) throw new Error("This browser has no navigator.gpu: check the Chromium flags.");
  return navigator.gpu;
}
