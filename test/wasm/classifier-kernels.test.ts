/** Compares the kernels of a classifier in WebAssembly with their float64 references. */
import { supportedBuilds } from "../../src/wasm/build.ts";
import { describeClassifierKernels } from "../gpu/kernels/classifier-cases.ts";
import { runCase } from "./run.ts";

for (const build of supportedBuilds()) describeClassifierKernels(build, (one) => runCase(build, one));
