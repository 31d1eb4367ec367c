/**
 * Makes fine-tuning runnable in the engine, with the build's encoder. The encoder's forward passes run on the
 * CPU while a run is built.
 */
import { ENCODER } from "virtual:encoder";
import { labWorkload } from "../workloads/finetune/workload.ts";
import { openCpu } from "../wasm/open-cpu.ts";
import { runnable } from "./runnable.ts";

export const finetune = runnable(labWorkload(ENCODER, (program) => openCpu(program)));
