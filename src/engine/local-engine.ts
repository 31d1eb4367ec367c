/** The engine itself: in-process in Node, inside a worker on the page. Owns the device, the session and the runner. */
import type { Experiment } from "../experiment/experiment.ts";
import { openDevice, type OpenDevice } from "../gpu/device.ts";
import { createGpuExecutor } from "../gpu/gpu-executor.ts";
import { EngineError } from "../math/errors.ts";
import type { LoadFile } from "../problem/bundled.ts";
import { chooseFaster, openCpu } from "./choose-backend.ts";
import type { BackendChoice, Engine, EngineEvent, EngineStatus, NetworkSteps } from "./engine.ts";
import { createInsight } from "./insight.ts";
import { largestTensor, planTraining, refuseOversized } from "./plan.ts";
import { NO_PROGRESS } from "./progress.ts";
import { Runner } from "./runner.ts";
import { overSeeds } from "./seeds.ts";
import { Session } from "./session.ts";
import { summarize } from "./summary.ts";
import { buildTraining, type Training } from "./training.ts";

export interface EngineHost {
  /** `navigator.gpu`, Dawn's in Node, or undefined where there is none. */
  readonly gpu: GPU | undefined;
  readonly load: LoadFile;
  /** `auto` takes any adapter there is, also one in software, without a trial against the CPU. */
  readonly anyAdapter?: boolean;
}

export class LocalEngine implements Engine {
  readonly #host: EngineHost;
  readonly #listeners: ((event: EngineEvent) => void)[] = [];
  #device: OpenDevice | undefined;
  /** Clearly so, in a trial against the software adapter that there is. */
  #cpuIsFaster = false;
  #session: Session | undefined;
  #runner: Runner | undefined;
  #lastStep = 0;
  /** Steps per second at most. */
  #speed = Infinity;
  #queue: Promise<void> = Promise.resolve();
  /** Commands that are not done. */
  #waiting = 0;
  /** Counts what ends a run: a run that was asked for before does not start. */
  #interrupts = 0;
  /** Counts loads: only the last one that was asked for is made. */
  #loads = 0;
  #collected: NetworkSteps[] = [];

  constructor(host: EngineHost) {
    this.#host = host;
  }

  subscribe(listen: (event: EngineEvent) => void): void {
    this.#listeners.push(listen);
  }

  async load(experiment: Experiment, backend: BackendChoice = "auto"): Promise<void> {
    this.#interrupt();
    const mine = ++this.#loads;
    await this.#enqueue(async () => {
      this.#unload();
      if (mine !== this.#loads) return;
      this.#status("loading");
      const training = await buildTraining(experiment, this.#host.load);
      const session = await this.#openSession(training, backend);
      this.#session = session;
      this.#lastStep = experiment.steps;
      const runner = this.#createRunner(experiment, session, createInsight(experiment, training));
      this.#runner = runner;
      runner.setSpeed(this.#speed);
      const pictures = await session.problemPictures();
      const device = session.backend === "webgpu" ? this.#device : undefined;
      this.#emit({
        kind: "loaded",
        summary: summarize(experiment, training, session.plan, pictures, device),
      });
      await this.#stand(runner, "ready");
    });
  }

  /** In this process a load cannot be interrupted, only overtaken. */
  abandonLoad(): void {
    this.#loads++;
  }

  async play(): Promise<void> {
    if (this.#runner?.running) return;
    await this.#train((step) => (step < this.#lastStep ? this.#lastStep : Infinity));
  }

  async pause(): Promise<void> {
    this.#interrupt();
    await this.#enqueue(() => Promise.resolve());
  }

  async step(n: number): Promise<void> {
    this.#interrupt();
    await this.#train((step) => step + n);
  }

  setSpeed(stepsPerSecond: number): Promise<void> {
    this.#speed = stepsPerSecond;
    this.#runner?.setSpeed(stepsPerSecond);
    return Promise.resolve();
  }

  async reset(): Promise<void> {
    this.#interrupt();
    await this.#enqueue(async () => {
      this.#runner?.reset();
      if (this.#runner) await this.#stand(this.#runner, "ready");
    });
  }

  async dispose(): Promise<void> {
    this.#interrupt();
    await this.#enqueue(() => Promise.resolve(this.#unload()));
    this.#listeners.length = 0;
    this.#device?.device.destroy();
    this.#device = undefined;
  }

  /** Ends the run in progress after its round, and keeps those that wait from starting. */
  #interrupt(): void {
    this.#runner?.stop();
    this.#interrupts++;
  }

  /** One command after the other; what goes wrong becomes an `error` event and status `failed`. */
  async #enqueue(work: () => Promise<void>): Promise<void> {
    this.#waiting++;
    this.#queue = this.#queue.then(work).catch((error: unknown) => this.#fail(error));
    await this.#queue;
    this.#waiting--;
  }

  async #train(lastStepFrom: (step: number) => number): Promise<void> {
    const mine = this.#interrupts;
    await this.#enqueue(async () => {
      const runner = this.#runner;
      if (!runner || mine !== this.#interrupts) return;
      this.#status("running");
      await runner.run(lastStepFrom(runner.step));
      const reached = runner.step === this.#lastStep ? "finished" : "paused";
      await this.#stand(runner, runner.diverged ? "diverged" : reached);
    });
  }

  /** Shows where training stands; spectra last, since they may take a while, and only while no command waits. */
  async #stand(runner: Runner, status: EngineStatus): Promise<void> {
    await runner.show();
    this.#status(status);
    await runner.showAllSpectra(() => this.#waiting <= 1);
  }

  async #openSession(training: Training, backend: BackendChoice): Promise<Session> {
    const plan = planTraining(training);
    const onCpu = async () => new Session(training, plan, await openCpu(plan.program));
    if (backend === "cpu" || (backend === "auto" && this.#cpuIsFaster)) return onCpu();
    try {
      const { device, adapter, isFallback } = await this.#openDeviceFor(largestTensor(plan.program));
      const onGpu = async () => {
        refuseOversized(plan.program, device.limits);
        return new Session(training, plan, await createGpuExecutor(device, plan.program));
      };
      if (backend === "webgpu" || !isFallback || this.#host.anyAdapter) return await onGpu();
      const { session, cpuIsFaster, isClear, notice } = await chooseFaster(onCpu, onGpu, adapter);
      this.#cpuIsFaster = cpuIsFaster && isClear;
      this.#emit({ kind: "notice", message: notice });
      return session;
    } catch (error) {
      if (backend === "webgpu" || !(error instanceof EngineError) || error.code !== "no-webgpu") throw error;
      this.#emit({
        kind: "notice",
        message: `${error.message} Training runs on the CPU instead.`,
      });
      return onCpu();
    }
  }

  /** The open device, or a new one where that does not allow buffers of `byteLength` bytes. */
  async #openDeviceFor(byteLength: number): Promise<OpenDevice> {
    const open = this.#device;
    if (open && open.device.limits.maxStorageBufferBindingSize >= byteLength) return open;
    open?.device.destroy();
    this.#device = undefined;
    const wanted = { maxBufferSize: byteLength, maxStorageBufferBindingSize: byteLength };
    return (this.#device = await openDevice(this.#host.gpu, wanted));
  }

  #createRunner(experiment: Experiment, session: Session, look: ReturnType<typeof createInsight>): Runner {
    const ids = experiment.networks;
    const idOf = (network: number) => ids[network] ?? "original";
    return new Runner(
      session,
      {
        steps: (network, { firstStep, train, recovery }, progressBySeed, msPerStep) => {
          const batch = progressBySeed.length;
          const { mean, low, high } = overSeeds(recovery, batch);
          this.#collected.push({
            id: idOf(network),
            firstStep,
            train: overSeeds(train, batch).mean,
            recovery: mean,
            ...(batch > 1 ? { recoveryLow: low, recoveryHigh: high } : {}),
            progress: progressBySeed[0] ?? NO_PROGRESS,
            progressBySeed,
            msPerStep,
          });
        },
        roundDone: () => {
          if (this.#collected.length === 0) return;
          this.#emit({ kind: "steps", networks: this.#collected });
          this.#collected = [];
        },
        views: (step, views) => {
          const networks = views.map(({ network, ...view }) => ({ id: idOf(network), ...view }));
          this.#emit({ kind: "views", step, networks });
        },
      },
      look && { network: ids.indexOf("original"), look },
    );
  }

  #unload(): void {
    this.#runner = undefined;
    this.#session?.destroy();
    this.#session = undefined;
  }

  /** A lost device is opened anew by the next load. */
  #fail(error: unknown): void {
    const code = error instanceof EngineError ? error.code : "bug";
    if (code === "device-lost") this.#device = undefined;
    this.#emit({ kind: "error", code, message: error instanceof Error ? error.message : String(error) });
    this.#status("failed");
  }

  #status(status: EngineStatus): void {
    this.#emit({ kind: "status", status, step: this.#runner?.step ?? 0 });
  }

  #emit(event: EngineEvent): void {
    for (const listen of this.#listeners) listen(event);
  }
}
