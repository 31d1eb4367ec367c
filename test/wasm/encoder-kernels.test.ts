/** Compares the kernels of a text encoder and of GaLore in WebAssembly with their float64 references. */
import { supportedBuilds } from "../../src/wasm/build.ts";
import { describeEncoderKernels } from "../gpu/kernels/encoder-cases.ts";
import { runCase } from "./run.ts";

for (const build of supportedBuilds()) describeEncoderKernels(build, (one) => runCase(build, one));
