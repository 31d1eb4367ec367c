/** Trains all runs of a claim, continues them after an interruption, and judges them. */
import type { BackendChoice } from "../../library/api.ts";
import {
  seededRuns,
  verdictOf,
  type Claim,
  type ClaimRun,
  type FileShape,
  type Size,
} from "../../experiment/claims/claim.ts";
import { runsOf, settingsOf, type ClaimRecord } from "../../experiment/claims/record.ts";
import { EngineError, codeOf, isNoDevice, messageOf } from "../../core/errors.ts";
import { isMeasureState, measureRun, type Measured, type MeasureState } from "../../jobs/claims/measure.ts";
import { keptState, type KeptState } from "../run/kept-state.ts";
import { tell, CliError, EXIT } from "../output.ts";
import { duration, progressBar } from "../run/progress.ts";
import { drawPicture } from "./picture.ts";
import { finishedRecord, statePathOf, writeClaim } from "./store.ts";
import { openDevice, type OpenDevice } from "../../gpu/device.ts";
import { largestTensor, refuseOversized } from "../../gpu/compile.ts";
import { createGpuExecutor } from "../../gpu/gpu-executor.ts";
import { loadData } from "../data-file.ts";
import { openHost } from "../../library/host.ts";
import { cpuOpener, engineName, openSession, type SessionOpener } from "../../jobs/claims/open-session.ts";

export interface Order {
  readonly size: Size;
  readonly backend: BackendChoice;
  readonly out: string | undefined;
  /** The user's file, as the claims' workload reads it, for claims about data that we may not ship. */
  readonly file: { readonly shape: FileShape; readonly data: unknown } | undefined;
  /** Runs by their link and what is measured, so that claims with the same runs train them only once. */
  readonly made: Map<string, Measured>;
}

export class Interrupted extends Error {}

/** A claim's progress: the finished runs and the state of the run in progress. */
interface ClaimState {
  readonly measured: readonly Measured[];
  readonly now?: MeasureState;
  readonly seconds: number;
}

const isClaimState = ({ measured, now, seconds }: ClaimState): boolean =>
  measured.every(({ result, curves }) => Array.isArray(result.models) && Array.isArray(curves)) &&
  (now === undefined || isMeasureState(now)) &&
  seconds >= 0;

/** Throws Interrupted once `interrupted()` returns true. Keeps the progress in the folder `order.out`, if any. */
export async function runClaim(claim: Claim, order: Order, interrupted: () => boolean): Promise<ClaimRecord> {
  const say = (text: string): void => tell(`${claim.id}: ${text}\n`);
  const runs = runsOf(claim, order.size, order.file?.shape);
  const before =
    order.out === undefined ? undefined : await finishedRecord(order.out, claim, order.size, runs);
  if (before) {
    say(`${before.verdict}, from ${before.date}`);
    return before;
  }
  const trained = await trainRuns(claim, runs, order, interrupted, say);
  const record = recordOf(claim, runs, order.size, trained);
  if (order.out !== undefined) {
    const curves = trained.measured.flatMap((one) => one.curves);
    await writeClaim(order.out, record, curves);
    await trained.kept.drop();
  }
  say(`${record.verdict} in ${duration(trained.seconds)}: ${record.ours}`);
  return record;
}

interface Trained {
  readonly measured: readonly Measured[];
  /** Why some runs could not be trained. */
  readonly refusal?: string;
  readonly seconds: number;
  readonly engine: string;
  readonly kept: KeptState<ClaimState>;
}

async function trainRuns(
  claim: Claim,
  runs: readonly ClaimRun[],
  order: Order,
  interrupted: () => boolean,
  say: (text: string) => void,
): Promise<Trained> {
  const all = seededRuns(runs);
  const opener = await chooseOpener(order.backend, claim.float64 ?? false);
  const engine = all.length > 0 ? opener.engine : "counted";
  const key = JSON.stringify([claim.id, order.size, opener.engine, settingsOf(claim, runs)]);
  const kept = keptState<ClaimState>(statePathOf(order.out, claim), key, isClaimState);
  const before = await kept.read(say);
  if (before)
    say(`continues with run ${before.measured.length + 1} of ${all.length}, where it was interrupted`);
  const startedAt = performance.now() - 1e3 * (before?.seconds ?? 0);
  const seconds = (): number => (performance.now() - startedAt) / 1e3;
  const measured: Measured[] = [...(before?.measured ?? [])];
  const links = settingsOf(claim, runs);
  /** The state of the run in progress. */
  let now: MeasureState | undefined;
  try {
    for (const [index, { run, seed }] of all.entries()) {
      if (index < measured.length) continue;
      const { label, stopBelow, stopLoss, probe } = run;
      const same = JSON.stringify([opener.engine, links[index], label, stopBelow, stopLoss, probe]);
      const made = order.made.get(same) ?? (await train(index, run, seed));
      if (!made) {
        await kept.write({ measured, ...(now ? { now } : {}), seconds: seconds() });
        throw new Interrupted();
      }
      order.made.set(same, made);
      measured.push(made);
    }
    return { measured, seconds: seconds(), engine, kept };
  } catch (error) {
    if (error instanceof EngineError && error.code === "foreign-state") {
      await kept.setAside(say);
      return await trainRuns(claim, runs, order, interrupted, say);
    }
    const tooLarge = error instanceof EngineError && ["over-limit", "out-of-memory"].includes(error.code);
    if (!tooLarge) throw error;
    return { measured, refusal: error.message, seconds: seconds(), engine, kept };
  } finally {
    opener.close();
  }

  /** Undefined if the run was interrupted. */
  async function train(index: number, run: ClaimRun, seed: number): Promise<Measured | undefined> {
    const from = index === before?.measured.length ? before.now : undefined;
    now = from;
    if (interrupted()) return undefined;
    const label = run.seeds.length > 1 ? `${run.label}, seed ${seed}` : run.label;
    const bar = progressBar(`${claim.id}, ${index + 1} of ${all.length}, ${label}`);
    const watch = {
      onStep: (step: number, ofSteps: number): boolean => {
        bar.update(step, ofSteps);
        return !interrupted();
      },
      onState: (state: MeasureState): void => {
        now = state;
        // The last write will report a failure.
        if (kept.isDue) void kept.write({ measured, now, seconds: seconds() }).catch(() => undefined);
      },
      from,
    };
    return measureRun(claim, run, seed, opener, watch, order.file?.data).finally(() => bar.end());
  }
}

function recordOf(claim: Claim, runs: readonly ClaimRun[], size: Size, trained: Trained): ClaimRecord {
  const { measured, refusal, seconds, engine } = trained;
  return {
    schema: 3,
    id: claim.id,
    ...(refusal === undefined
      ? verdictOf(
          claim,
          measured.map(({ result }) => result),
        )
      : { ours: refusal, verdict: "needs a large machine" }),
    criterion: claim.criterion,
    size,
    settings: settingsOf(claim, runs),
    date: new Date().toISOString().slice(0, 10),
    engine,
    seconds: Number(seconds.toFixed(1)),
    results: measured.map(({ result: { label, seed, models } }) => ({ label, seed, models })),
    picture: refusal === undefined ? drawPicture(claim, measured) : null,
  };
}

/** Float64 if the claim asks for it; WebGPU on a graphics card or if the user asks for it; else WebAssembly. */
export async function chooseOpener(backend: BackendChoice, float64: boolean): Promise<SessionOpener> {
  const host = { ...(await openHost(false)), load: loadData };
  const device = float64 || backend === "cpu" ? undefined : await findDevice(backend);
  return device ? onGpu(device, host.load) : cpuOpener(float64, host);
}

function onGpu(first: OpenDevice, load: SessionOpener["load"]): SessionOpener {
  let current = first;
  return {
    engine: engineName(first.adapter),
    load,
    open: async (prepared) => {
      const { plan } = prepared;
      const bytes = largestTensor(plan.program);
      if (bytes > current.device.limits.maxStorageBufferBindingSize) {
        current.device.destroy();
        const wanted = { maxBufferSize: bytes, maxStorageBufferBindingSize: bytes };
        current = await openDevice((await openHost(true)).gpu, wanted);
      }
      refuseOversized(plan.program, current.device.limits);
      return openSession(prepared, plan, await createGpuExecutor(current.device, plan.program));
    },
    close: () => current.device.destroy(),
  };
}

/** Undefined if the user did not ask for WebGPU and there is no graphics card. */
async function findDevice(backend: BackendChoice): Promise<OpenDevice | undefined> {
  try {
    const found = await openDevice((await openHost(true)).gpu);
    if (backend === "webgpu" || !found.isFallback) return found;
    found.device.destroy();
    return undefined;
  } catch (error) {
    if (!isNoDevice(codeOf(error))) throw error;
    if (backend === "webgpu") throw new CliError(EXIT.noBackend, messageOf(error));
    return undefined;
  }
}
