/** scripts/vite/asset.ts provides these modules. */
declare module "virtual:digits" {
  export const DIGITS: import("../workloads/asset.ts").Asset;
}
declare module "virtual:encoder" {
  export const ENCODER: import("../workloads/asset.ts").Asset;
}
declare module "virtual:data-urls" {
  export const DATA_URLS: Readonly<Record<string, URL>>;
}
