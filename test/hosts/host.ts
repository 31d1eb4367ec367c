/**
 * The environments in which the GPU tests run. In Node, Dawn on lavapipe compiles a pipeline with LLVM, which
 * takes a second, and trains fast. In Chromium, SwiftShader compiles at once and takes several times as long
 * for a step. Each kernel and each form is tested on both. Results that no compiler can change are tested
 * where testing is faster: many variants of a kernel in Chromium, long training runs in Node.
 */
export type Host = "node" | "browser";
