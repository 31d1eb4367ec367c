/** Made by scripts/vite/digits.ts. */
declare module "virtual:digits" {
  export const DIGITS: import("../workloads/mlp/digits.ts").DigitsAsset;
}
