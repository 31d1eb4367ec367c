/** Fine-tuning as the engine runs it, with the encoder of the build; its passes while a run is built are made on the CPU. */
import { ENCODER } from "virtual:encoder";
import { labWorkload } from "../workloads/finetune/workload.ts";
import { openCpu } from "./choose-backend.ts";
import { runnable } from "./runnable.ts";

export const finetune = runnable(labWorkload(ENCODER, (program) => openCpu(program)));
