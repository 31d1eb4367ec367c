/** The modules of the data files, for the page, its workers and the tests in a browser. */
import type { Plugin } from "vite";
import { assetModule } from "./asset.ts";
import { digitsFile } from "./digits.ts";
import { encoderFile } from "./encoder.ts";

export const assetModules = (): Plugin[] => [
  assetModule("digits", "DIGITS", digitsFile),
  assetModule("encoder", "ENCODER", encoderFile),
];
