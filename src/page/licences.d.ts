/** Made by scripts/vite/licences.ts. */
declare module "virtual:licences" {
  export const LICENCES: readonly import("../../scripts/vite/licences.ts").Licence[];
}
