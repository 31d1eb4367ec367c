/**
 * The onnxruntime-web engine. The library computes no gradients, so a step is a graph with the backward pass
 * written out. Its outputs are the next step's inputs.
 */
import * as ort from "onnxruntime-web/webgpu";
import { chainOf, type ChainProblem } from "../chain.ts";
import type { Device, Engine } from "../engine.ts";
import { model, node, type Graph, type Value } from "./onnx.ts";

/** `wasmFolder` has the library's modules. Its WebAssembly uses all processors. */
export function onnxruntime(on: Device & ("WebGPU" | "WebAssembly"), wasmFolder: string): Engine {
  const onGpu = on === "WebGPU";
  const createSession = (graph: Graph): Promise<ort.InferenceSession> =>
    ort.InferenceSession.create(model(graph), {
      executionProviders: [onGpu ? "webgpu" : "wasm"],
      preferredOutputLocation: onGpu ? "gpu-buffer" : "cpu",
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
    });
  const device = (): Promise<GPUDevice> => ort.env.webgpu.device;
  const done = async (): Promise<void> => {
    if (onGpu) await (await device()).queue.onSubmittedWorkDone();
  };
  /** The caller destroys the buffers in `owned`, because disposing of a tensor does not free its buffer. */
  const upload = async (
    values: ArrayLike<number>,
    dims: number[],
    owned: { destroy(): void }[],
  ): Promise<ort.Tensor> => {
    const data = Float32Array.from(values);
    if (!onGpu) return new ort.Tensor("float32", data, dims);
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const gpu = await device();
    const buffer = gpu.createBuffer({ size: data.byteLength, usage: STORAGE | COPY_SRC | COPY_DST });
    owned.push(buffer);
    gpu.queue.writeBuffer(buffer, 0, data);
    return ort.Tensor.fromGpuBuffer(buffer, { dataType: "float32", dims });
  };

  return {
    name: "onnxruntime-web",
    on,
    open: async () => {
      ort.env.wasm.wasmPaths = wasmFolder;
      ort.env.wasm.numThreads = navigator.hardwareConcurrency;
      ort.env.logLevel = "error";
      await (await createSession(productGraph([8, 8], [8, 8], [8, 8], 0, 0))).release();
    },
    multiplier: async ({ m, n, transposeA, transposeB }, a, b) => {
      const shapes = [
        [a.rows, a.cols],
        [b.rows, b.cols],
      ] as const;
      const graph = productGraph(...shapes, [m, n], Number(transposeA), Number(transposeB));
      const session = await createSession(graph);
      const owned: { destroy(): void }[] = [];
      const feeds = {
        a: await upload(a.data, [...shapes[0]], owned),
        b: await upload(b.data, [...shapes[1]], owned),
      };
      let last: ort.Tensor | undefined;
      return {
        run: async (count) => {
          for (let i = 0; i < count; i++) {
            const { out } = await session.run(feeds);
            last?.dispose();
            last = out;
          }
          await done();
        },
        result: async () => ((await last?.getData()) ?? []) as ArrayLike<number>,
        destroy: async () => {
          last?.dispose();
          for (const buffer of owned) buffer.destroy();
          await session.release();
        },
      };
    },
    trainer: async (training) => {
      const chain = chainOf(training);
      const { rows, cols, target, mask, factors } = chain;
      const session = await createSession(stepGraph(chain));
      const owned: { destroy(): void }[] = [];
      let W: Record<string, ort.Tensor> = {};
      for (const [l, factor] of factors.entries())
        W[`W${l}`] = await upload(factor.values, [factor.rows, factor.cols], owned);
      const constants = {
        target: await upload(target, [rows, cols], owned),
        mask: await upload(mask, [rows, cols], owned),
      };
      let loss: ort.Tensor | undefined;
      return {
        run: async (count) => {
          for (let i = 0; i < count; i++) {
            const results = await session.run({ ...W, ...constants });
            for (const old of Object.values(W)) old.dispose();
            W = Object.fromEntries(Object.keys(W).map((name) => [name, results[`${name}'`] as ort.Tensor]));
            loss?.dispose();
            loss = results["loss"];
          }
          await done();
        },
        squaredError: async () => Number((await loss?.getData())?.[0]),
        destroy: async () => {
          for (const tensor of [...Object.values(W), loss]) tensor?.dispose();
          for (const buffer of owned) buffer.destroy();
          await session.release();
        },
      };
    },
  };
}

function productGraph(
  a: readonly number[],
  b: readonly number[],
  out: readonly number[],
  transA: number,
  transB: number,
): Graph {
  const plain = !transA && !transB;
  return {
    nodes: [plain ? node("MatMul", ["a", "b"], "out") : node("Gemm", ["a", "b"], "out", { transA, transB })],
    inputs: [
      { name: "a", shape: a },
      { name: "b", shape: b },
    ],
    outputs: [{ name: "out", shape: out }],
  };
}

/** One step: P_l = W_l P_{l−1}, residual, back = W_lᵀ back, G_l = back P_{l−1}ᵀ, W_l' = W_l − rate_l G_l. */
function stepGraph({ rows, cols, factors }: ChainProblem): Graph {
  const last = factors.length - 1;
  const prefix = (l: number): string => (l === 0 ? "W0" : `P${l}`);
  const nodes = factors.slice(1).map((_, i) => node("MatMul", [`W${i + 1}`, prefix(i)], prefix(i + 1)));
  nodes.push(
    node("Sub", [prefix(last), "target"], "difference"),
    node("Mul", ["difference", "mask"], `back${last}`),
    node("ReduceSumSquare", [`back${last}`], "loss", { keepdims: 0 }),
  );
  for (let l = last; l >= 0; l--) {
    let gradient = `back${l}`;
    if (l > 0) {
      gradient = `G${l}`;
      nodes.push(node("Gemm", [`back${l}`, prefix(l - 1)], gradient, { transB: 1 }));
      nodes.push(node("Gemm", [`W${l}`, `back${l}`], `back${l - 1}`, { transA: 1 }));
    }
    nodes.push(node("Mul", [gradient, `rate${l}`], `change${l}`));
    nodes.push(node("Sub", [`W${l}`, `change${l}`], `W${l}'`));
  }
  const inputs: Value[] = factors.map((factor, l) => ({ name: `W${l}`, shape: [factor.rows, factor.cols] }));
  return {
    nodes,
    inputs: [...inputs, { name: "target", shape: [rows, cols] }, { name: "mask", shape: [rows, cols] }],
    outputs: [...inputs.map(({ name, shape }) => ({ name: `${name}'`, shape })), { name: "loss", shape: [] }],
    scalars: Object.fromEntries(factors.map(({ rate }, l) => [`rate${l}`, rate])),
  };
}
