/** Fine-tuning for the engine, with the build's encoder. While a run is built, its passes run on the CPU. */
import { ENCODER } from "virtual:encoder";
import { labWorkload } from "../workloads/finetune/workload.ts";
import { openCpu } from "./choose-backend.ts";
import { runnable } from "./runnable.ts";

export const finetune = runnable(labWorkload(ENCODER, (program) => openCpu(program)));
