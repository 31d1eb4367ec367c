/** Opens sessions on the chosen engine and owns the device. */
import { adapterFacts, openDevice, type OpenDevice } from "../gpu/device.ts";
import { largestTensor, refuseOversized } from "../gpu/compile.ts";
import { createGpuExecutor } from "../gpu/gpu-executor.ts";
import type { Program } from "../kernels/program.ts";
import { codeOf, EngineError, isNoDevice, messageOf } from "../core/errors.ts";
import type { PoolWorkers } from "../wasm/thread-pool.ts";
import { chooseFaster } from "./choose-backend.ts";
import { openCpu, prepareCpu } from "../wasm/open-cpu.ts";
import type { Backend, BackendChoice, Notice } from "./engine.ts";
import type { ModelSession } from "../training/session.ts";
import { openSession, type PreparedRun } from "./prepared-run.ts";
import { Tuner } from "../training/tuner.ts";

/** A GPU process that was terminated takes a moment to restart. */
const RETRIES = 5;
const RETRY_MS = 300;

export interface SessionHost {
  /** `navigator.gpu`, Dawn's GPU object in Node, or undefined. */
  readonly gpu: GPU | undefined;
  /** With this set, `auto` takes any adapter, even a software one, without comparing it with the CPU. */
  readonly anyAdapter?: boolean;
  /** The pool workers of the CPU engine; without them it trains on one thread. */
  readonly poolWorkers?: PoolWorkers | undefined;
}

interface Opened {
  readonly session: ModelSession;
  /** Tells the user why this engine was chosen. */
  readonly notice?: Notice;
}

export class Sessions {
  readonly #host: SessionHost;
  readonly #tuner = new Tuner();
  #device: OpenDevice | undefined;
  /** Changes when the device is given up, so that one that arrives later is not kept. */
  #era = 0;
  /** Whether a benchmark clearly favoured the CPU over the available software adapter. */
  #cpuIsFaster = false;

  constructor(host: SessionHost) {
    this.#host = host;
  }

  /** The device of the WebGPU sessions. Undefined if none is open. */
  get device(): OpenDevice | undefined {
    return this.#device;
  }

  /**
   * While the data are read, lets the browser start its GPU process, and loads the CPU's kernels if they will
   * be needed. Failures are reported when a session is opened.
   */
  async wake(choice: BackendChoice): Promise<void> {
    if (this.#device) return;
    const isSlow =
      choice === "cpu" ||
      this.#cpuIsFaster ||
      (await adapterFacts(this.#host.gpu).then(
        ({ isFallback }) => isFallback,
        () => true,
      ));
    if (isSlow && choice !== "webgpu") prepareCpu(this.#host.poolWorkers);
  }

  /** Opens the requested engine. With `auto`, any WebGPU failure leads to the CPU and a notice. */
  async open(prepared: PreparedRun, choice: BackendChoice): Promise<Opened> {
    const { plan } = prepared;
    const onCpu = async () =>
      openSession(prepared, plan, await openCpu(plan.program, this.#host.poolWorkers));
    const onGpu = async (signal?: AbortSignal) => {
      const opened = await this.#deviceFor(largestTensor(plan.program));
      refuseOversized(plan.program, opened.device.limits);
      const create = (program: Program) => createGpuExecutor(opened.device, program, signal);
      const program = await this.#tuner.tune(plan.program, opened, create);
      return openSession(prepared, { ...plan, program }, await create(program));
    };
    if (choice === "cpu" || (choice === "auto" && this.#cpuIsFaster)) return { session: await onCpu() };
    if (choice === "webgpu") return { session: await onGpu() };
    try {
      const { adapter, isFallback } = this.#device ?? (await adapterFacts(this.#host.gpu));
      if (!isFallback || this.#host.anyAdapter) return { session: await onGpu() };
      const { steps } = prepared.config;
      const { session, cpuIsFaster, isClear, notice } = await chooseFaster(onCpu, onGpu, adapter, steps);
      this.#cpuIsFaster = cpuIsFaster && isClear;
      return { session, notice: { code: "software-adapter", message: notice } };
    } catch (error) {
      const message = `${messageOf(error)} Training runs on the CPU instead.`;
      const room = error instanceof EngineError ? error.room : undefined;
      return { session: await onCpu(), notice: { code: codeOf(error), message, ...(room ? { room } : {}) } };
    }
  }

  /** Reopens a failed session on the named engine. For WebGPU it waits for a new device. */
  async reopen(prepared: PreparedRun, backend: Backend): Promise<ModelSession> {
    this.dispose();
    for (let retries = RETRIES; ; retries--)
      try {
        return (await this.open(prepared, backend)).session;
      } catch (error) {
        if (retries === 0 || !isNoDevice(codeOf(error))) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
  }

  dispose(): void {
    this.#era++;
    this.#device?.device.destroy();
    this.#device = undefined;
  }

  /** The open device, or a new one if the open one does not allow buffers of `byteLength` bytes. */
  async #deviceFor(byteLength: number): Promise<OpenDevice> {
    const open = this.#device;
    if (open && open.device.limits.maxStorageBufferBindingSize >= byteLength) return open;
    this.dispose();
    const wanted = { maxBufferSize: byteLength, maxStorageBufferBindingSize: byteLength };
    const era = this.#era;
    const opened = await openDevice(this.#host.gpu, wanted);
    if (era !== this.#era) {
      opened.device.destroy();
      throw new EngineError("device-lost", "The device was given up before it was open.");
    }
    void this.#forgetWhenLost(opened);
    return (this.#device = opened);
  }

  async #forgetWhenLost(opened: OpenDevice): Promise<void> {
    await opened.device.lost;
    if (this.#device === opened) this.#device = undefined;
  }
}
