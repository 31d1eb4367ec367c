/** All suites by name, in the order in which they are run. */
import type { Suite } from "./engine.ts";
import { batch, gain } from "./suites/batch.ts";
import { dispatches } from "./suites/dispatches.ts";
import { finetune } from "./suites/finetune.ts";
import { growth } from "./suites/growth.ts";
import { live } from "./suites/live.ts";
import { matmul } from "./suites/matmul.ts";
import { memory } from "./suites/memory.ts";
import { mlp } from "./suites/mlp.ts";
import { roofline } from "./suites/roofline.ts";
import { spectra } from "./suites/spectra.ts";
import { start } from "./suites/start.ts";
import { training } from "./suites/training.ts";

export const SUITES: Readonly<Record<string, Suite>> = {
  matmul,
  training,
  dispatches,
  mlp,
  finetune,
  gain,
  growth,
  batch,
  spectra,
  live,
  start,
  memory,
  roofline,
};
