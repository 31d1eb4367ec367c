/**
 * Workers that crash while digits are trained, on hosts that damage their file: one sentence for each of both, and the curve of an
 * undisturbed run. test/hosts/chaos.ts does the same, and more, to matrix factorization.
 */
import { expect, test, vi } from "vitest";
import { digitsFile } from "../../../scripts/vite/digits.ts";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { runnable } from "../../../src/engine/runnable.ts";
import { Supervisor, type WorkerListeners } from "../../../src/engine/supervisor.ts";
import type { LoadFile } from "../../../src/problem/bundled.ts";
import type { RunSnapshot } from "../../../src/training/snapshot.ts";
import { mlpConfig } from "../../../src/workloads/mlp/config.ts";
import { mlpWorkload } from "../../../src/workloads/mlp/workload.ts";
import { damagesOf } from "../../hosts/chaos.ts";

const file = digitsFile();
const workloads = new Map([["mlp", () => Promise.resolve(runnable(mlpWorkload(file)))]]);
const config = mlpConfig({ width: 20, samples: 200, batch: 10, steps: 1_000_000, rate: 0.1 });
const whole: LoadFile = () => Promise.resolve(file.bytes);
const TIMEOUT = { timeout: 20_000 };

/** Losses by step, for each network. */
type Curves = Map<string, number[]>;

function note(curves: Curves, event: EngineEvent): void {
  if (event.kind !== "steps") return;
  for (const { id, firstStep, columns } of event.networks) {
    const curve = curves.get(id) ?? [];
    curve.length = Math.min(curve.length, firstStep);
    curve.push(...(columns["loss"] ?? []));
    curves.set(id, curve);
  }
}

test("digits train on after crashes, whatever a host makes of their file", { timeout: 120_000 }, async () => {
  const host = { load: whole };
  let crash: WorkerListeners["onCrash"] = () => undefined;
  const [curves, said]: [Curves, string[]] = [new Map(), []];
  let snapshot: RunSnapshot | undefined;
  const supervisor = new Supervisor((listeners) => {
    const engine = new LocalEngine({ gpu: undefined, load: (name) => host.load(name), workloads });
    engine.subscribe(listeners.onEvent);
    crash = listeners.onCrash;
    return { engine, ping: listeners.onAnswer, terminate: () => void engine.dispose() };
  });
  supervisor.subscribe((event) => {
    note(curves, event);
    if (event.kind === "notice" || event.kind === "error") said.push(event.message);
    if (event.kind === "snapshot") snapshot = event.snapshot;
  });
  await supervisor.load(config, "cpu");
  void supervisor.play();
  const steps = (): number => Math.min(...[...curves.values()].map(({ length }) => length));
  for (const [what, load] of Object.entries(damagesOf(whole))) {
    const before = snapshot?.step ?? 0;
    await vi.waitUntil(() => (snapshot?.step ?? 0) > before, TIMEOUT);
    const kept = snapshot?.step ?? 0;
    host.load = load;
    said.length = 0;
    crash("out of memory");
    await vi.waitUntil(() => said.length > 1, TIMEOUT);
    expect(said, what).toEqual([
      expect.stringMatching(/^The engine stopped \(out of memory\)/),
      expect.stringMatching(/^The digits (could not be loaded|arrived damaged)/),
    ]);
    host.load = whole;
    await supervisor.load(config, "cpu", snapshot);
    expect(steps(), what).toBeGreaterThanOrEqual(kept);
    void supervisor.play();
  }
  const last = steps();
  await vi.waitUntil(() => steps() > last, TIMEOUT);
  await supervisor.pause();
  await supervisor.dispose();

  const undisturbed: Curves = new Map();
  const engine = new LocalEngine({ gpu: undefined, load: whole, workloads });
  engine.subscribe((event) => note(undisturbed, event));
  await engine.load(config, "cpu");
  await engine.step(last);
  await engine.dispose();
  expect([...undisturbed.keys()]).toEqual(["plain", "dln", "cdln"]);
  for (const [id, curve] of undisturbed) expect(curves.get(id)?.slice(0, curve.length), id).toEqual(curve);
});
