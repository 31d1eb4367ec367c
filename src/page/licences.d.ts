/** scripts/vite/licences.ts provides this module. */
declare module "virtual:licences" {
  export const LICENCES: readonly import("../../scripts/vite/licences.ts").Licence[];
}
