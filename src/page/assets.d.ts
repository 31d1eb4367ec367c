/** Made by scripts/vite/asset.ts. */
declare module "virtual:digits" {
  export const DIGITS: import("../problem/asset.ts").Asset;
}
declare module "virtual:encoder" {
  export const ENCODER: import("../problem/asset.ts").Asset;
}
