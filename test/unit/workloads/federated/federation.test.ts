/**
 * Rounds on the real encoder: compared with the lab, counted in bytes, with masks, and with clients that
 * fail.
 */
import { beforeAll, describe, expect, test, vi } from "vitest";
import { createCpuExecutor } from "../../../../src/kernels/cpu-executor.ts";
import type { Executor, Program, Values } from "../../../../src/kernels/program.ts";
import { randomStream } from "../../../../src/math/random.ts";
import { ModelSession } from "../../../../src/training/session.ts";
import { createWasmExecutor } from "../../../../src/wasm/wasm-executor.ts";
import { ENCODER_SHAPES, unpackAsset, type EncoderAsset } from "../../../../src/workloads/finetune/asset.ts";
import { numbersOf, planLab } from "../../../../src/workloads/finetune/plan.ts";
import { shapeOfName } from "../../../../src/workloads/finetune/adapter.ts";
import { ARMS } from "../../../../src/workloads/federated/arms.ts";
import {
  buildFederated,
  globalLayers,
  layersOf,
  layerSizes,
  type FedBuilt,
} from "../../../../src/workloads/federated/build.ts";
import { fedConfig, type FedConfig } from "../../../../src/workloads/federated/config.ts";
import { ARM_IDS, type ArmId } from "../../../../src/workloads/federated/arms.ts";
import { armTensors, sentOf, SQUARES } from "../../../../src/workloads/federated/federation.ts";
import {
  extension,
  federationOf,
  largestShape,
  planFederated,
} from "../../../../src/workloads/federated/plan.ts";
import { drawnIn } from "../../../../src/workloads/federated/schedule.ts";
import { federatedWorkload, type ClientsView } from "../../../../src/workloads/federated/workload.ts";
import { encoderWithFew } from "../../../hosts/encoder.ts";

/** The federation takes only sentences of 4 to 12 tokens, which are about half of these 135. */
const file = encoderWithFew(45);

let asset: EncoderAsset;
beforeAll(() => {
  asset = unpackAsset(file.bytes);
});

const openSimd = (program: Program): Promise<Executor> => createWasmExecutor(program, "simd");

const build = (changes: Partial<FedConfig>): Promise<FedBuilt> =>
  buildFederated(fedConfig(changes), asset, openSimd);

async function open(built: FedBuilt) {
  const plan = planFederated(built);
  const executor = await createWasmExecutor(plan.program, "simd");
  const session = new ModelSession(plan, executor);
  const federation = federationOf(built);
  if (!federation) throw new Error("the run is planned");
  return { built, plan, executor, session, federation };
}

/** Two sessions of the same run. Each has a copy of the built run, because a plan belongs to one. */
async function openTwice(changes: Partial<FedConfig>) {
  const built = await build(changes);
  return [await open(built), await open({ ...built })] as const;
}

const read = async (executor: Executor, tensor: string): Promise<Values> =>
  (await executor.run("nothing", 1, [{ tensor }])).reads[0] as Values;

/** Whether two tensors have the same bits. `toEqual` takes seconds for large ones. */
const isSame = (a: Values, b: Values): boolean =>
  a.length > 0 &&
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(
    new Uint8Array(b.buffer, b.byteOffset, b.byteLength),
  );

test("one client with all data and no curriculum is the lab's LoRA, to the bit", async () => {
  const built = await build({ arms: ["fedavg"], clients: 1, samples: 17, batch: 4, warmUp: 0, steps: 2 });
  const { executor, session, federation } = await open(built);
  await session.advance(0, 2);
  const lab = {
    ...built.lab,
    config: { ...built.lab.config, methods: ["lora"] as const, steps: 8 },
  };
  const plan = planLab(lab);
  const other = await createWasmExecutor(plan.program, "simd");
  // Two passes over four mini-batches. The seventeenth sentence is left over.
  await new ModelSession(plan, other).advance(0, 8);
  const server = await read(executor, armTensors("fedavg").server);
  for (const { tensor, offset, rows, cols } of federation.layout.segments) {
    const trained = await read(other, tensor);
    expect([...server.subarray(offset, offset + rows * cols)], tensor).toEqual([...trained]);
    // B and the head are no longer 0.
    expect(trained.some((value) => value !== 0)).toBe(true);
  }
});

test("squared gradients by the Gram formula are those of single sentences, in float64", async () => {
  const built = await build({ arms: ["fedavg"], clients: 1, samples: 8, batch: 2 });
  const shape = largestShape(built.lab, 2);
  const plan = planLab(built.lab, extension(shape, built.config.rank));
  const lora = plan.models.find(({ id }) => id === "lora");
  if (!lora) throw new Error("LoRA is planned");
  const program = {
    ...plan.program,
    tensors: [
      ...plan.program.tensors,
      { name: SQUARES, length: shape.rows, type: "f32", role: "storage" } as const,
    ],
    lists: {
      nothing: [],
      watched: plan.program.lists["lora/watched"] ?? [],
    },
  };
  const executor = createCpuExecutor(program);
  // All factors are random, so that no gradient is 0.
  const random = randomStream(1, "factors");
  const trained = [...lora.tensors.values(), lora.head].flat();
  for (const { factor } of trained)
    executor.write(
      factor.tensor,
      Float64Array.from({ length: factor.rows * factor.cols }, () => 0.1 * random.normal()),
    );
  const feed = (sentences: readonly number[]): void => {
    const numbers = numbersOf(built.lab, sentences, 0, shape);
    [numbers.tokens, numbers.rowSpans, numbers.sentenceSpans, numbers.targets].forEach((values, i) =>
      executor.write(lora.inputs[i]?.tensor ?? "", values),
    );
    executor.write(SQUARES, new Float64Array(shape.rows));
  };
  const pair = (built.clients[0]?.train ?? []).slice(0, 2);
  feed(pair);
  const { reads } = await executor.run("watched", 1, [{ tensor: SQUARES }]);
  const squares = [...(reads[0] as Values)];
  let at = 0;
  const adapters = trained.filter(({ name }) => name === "A" || name === "B");
  expect(adapters).toHaveLength(24);
  for (const s of pair) {
    const length = built.lab.pool.lengths[s] as number;
    const byGram = squares.slice(at, at + length).reduce((a, b) => a + b, 0);
    at += length;
    // The mean over a sentence and its copy has that sentence's gradient.
    feed([s, s]);
    const explicit = await executor.run(
      "watched",
      1,
      adapters.map(({ gradient }) => ({ tensor: gradient.tensor })),
    );
    const wanted = explicit.reads
      .flatMap((values) => [...(values as Float64Array)])
      .reduce((sum, value) => sum + value * value, 0);
    expect(wanted).toBeGreaterThan(0);
    expect(Math.abs(byGram / wanted - 1)).toBeLessThan(1e-10);
  }
});

test("50 clients hold one copy of the frozen weights", async () => {
  const arms = ["fedavg", "all"] as const;
  const two = await build({ arms, clients: 2, samples: 32 });
  const [few, many] = [two, await build({ arms, clients: 50, samples: 32 })].map((built) => {
    const plan = planFederated(built);
    const frozen = plan.program.tensors.filter(({ name }) => name.startsWith("encoder/"));
    return {
      frozen: frozen.reduce((sum, { length }) => sum + length, 0),
      all: plan.program.tensors.reduce((sum, { length }) => sum + length, 0),
    };
  });
  // The embedding stays on the CPU.
  const weights = ENCODER_SHAPES.filter(({ name }) => name !== "embedding");
  const copy = weights.reduce((sum, { rows, cols }) => sum + rows * cols, 0);
  expect(few?.frozen).toBe(copy);
  expect(many?.frozen).toBe(copy);
  // Everything else that grows is what the 48 further clients keep, and the accuracy of each.
  const kept = federationOf(two)?.layout.kept ?? NaN;
  expect((many?.all ?? 0) - (few?.all ?? 0)).toBe(48 * arms.length * (kept + 1));
});

describe("rounds", () => {
  test("every arm trains, and counts what it sends", async () => {
    const built = await build({
      arms: ARM_IDS,
      clients: 3,
      perRound: 2,
      samples: 12,
      batch: 4,
      warmUp: 1,
      steps: 2,
    });
    const { executor, session } = await open(built);
    const sizes = layerSizes(built.config);
    const head = 2 * 512 + 2;
    const insides = layersOf(built.config).reduce((sum, name) => sum + shapeOfName(name).cols, 0);
    const able = built.clients.filter(({ train }) => train.length > 0).length;
    const gaps = new Map<string, number>();
    for (const [model, id] of ARM_IDS.entries()) {
      await session.advance(model, 2);
      // The head is no longer 0.
      const { columns } = await session.evaluate(model);
      expect(Math.abs((columns["loss"]?.[0] ?? NaN) - Math.LN2), id).toBeGreaterThan(1e-4);
      // In each direction: one round of the head alone, then one of the head and the arm's layers, for two clients.
      const { order, averaging } = ARMS[id];
      const layers = globalLayers(built, ARMS[id].layers).reduce((sum, l) => sum + (sizes[l] ?? NaN), 0);
      const frozen = averaging === "frozen" ? insides * built.config.rank : 0;
      const scored = order === "shuffled" || order === "random" ? 0 : able * head;
      const once = 2 * (2 * head + layers - frozen);
      // All clients are told the factors of the two that returned.
      const added = averaging === "exact" ? 2 * layers : 0;
      expect(sentOf(await read(executor, armTensors(id).sent)), id).toEqual([
        once + scored + able * added,
        once,
      ]);
      const [gflops, megabytes, gflopsAt, , gap] = await read(executor, armTensors(id).clock);
      expect(gflops, id).toBeGreaterThan(0);
      // A round waits for one client's layers, down and up, and once for the head that the scores need.
      expect(megabytes, id).toBeCloseTo((4 * (once + added + (scored > 0 ? head : 0))) / 1e6, 4);
      expect(gflopsAt).toBe(0);
      gaps.set(id, gap ?? NaN);
    }
    expect(gaps.get("head")).toBe(0);
    expect(gaps.get("fedavg")).toBeGreaterThan(0);
    // A is the same everywhere, so nothing is left out but rounding. Exact averaging adds what is left out.
    expect(gaps.get("ffa")).toBeLessThan(1e-6);
    expect(gaps.get("exact")).toBe(0);
  });

  test("FFA-LoRA leaves A as it is; exact averaging adds what averaged factors leave out, to its own weights only", async () => {
    const arms = ["fedavg", "ffa", "exact"] as const;
    const built = await build({ arms, clients: 2, perRound: 2, samples: 16, batch: 4, warmUp: 0, steps: 2 });
    const { executor, session, federation } = await open(built);
    const { segments } = federation.layout;
    const before = await read(executor, armTensors("ffa").server);
    const started = before.slice();
    const frozen = async (): Promise<Values> => (await read(executor, "encoder/1.o")).slice();
    const weights = await frozen();
    for (const model of [0, 1, 2]) await session.advance(model, 1);
    const after = await read(executor, armTensors("ffa").server);
    for (const { name, layer, offset, rows, cols } of segments) {
      const [from, to] = [started, after].map((values) => [...values.subarray(offset, offset + rows * cols)]);
      const hasMoved = to?.some((value, i) => value !== from?.[i]);
      expect(hasMoved).toBe(name !== "A" || layer === undefined);
    }
    // After one round from equal values, the server's factors are the same with both ways of averaging.
    const [averaged, exact] = [
      await read(executor, armTensors("fedavg").server),
      await read(executor, armTensors("exact").server),
    ];
    expect(isSame(exact, averaged)).toBe(true);
    const added = await read(executor, armTensors("exact").added);
    const at = layersOf(built.config).indexOf("1.o");
    const skipped = layersOf(built.config)
      .slice(0, at)
      .map(shapeOfName)
      .reduce((sum, { rows, cols }) => sum + rows * cols, 0);
    const kept = federation.layout.kept;
    const clients = await read(executor, armTensors("exact").clients);
    const counts = built.clients.map(({ train }) => train.length);
    const of = (values: Values, name: string): Values => {
      const one = segments.find((segment) => segment.layer === at && segment.name === name);
      return values.subarray(one?.offset, (one?.offset ?? 0) + (one?.rows ?? 0) * (one?.cols ?? 0));
    };
    // The first entry of mean(BA) − mean(B) mean(A).
    const { rank } = built.config;
    const cols = 512;
    const product = (values: Values): number =>
      Array.from(
        { length: rank },
        (_, j) => (of(values, "B")[j] ?? NaN) * (of(values, "A")[j * cols] ?? NaN),
      ).reduce((a, b) => a + b, 0);
    const all = counts.reduce((a, b) => a + b, 0);
    const mean = counts.reduce(
      (sum, count, client) =>
        sum + (count / all) * product(clients.subarray(client * kept, (client + 1) * kept)),
      0,
    );
    expect(added[skipped]).toBeCloseTo(mean - product(exact), 9);
    expect(added[skipped]).not.toBe(0);
    await federation.test(executor, "exact");
    const own = await frozen();
    expect(own[0]).toBeCloseTo((weights[0] ?? NaN) + (added[skipped] ?? NaN), 6);
    expect(isSame(own, weights)).toBe(false);
    await federation.test(executor, "fedavg");
    expect(isSame(await frozen(), weights)).toBe(true);
    // The file holds the additions, too, as far as its rank allows.
    const { matrices } = federation.adapterOf("exact", exact, added);
    expect(matrices[at]?.rank).toBe(16);
    expect(matrices[at]?.kept).toBeGreaterThan(0.9);
  });

  test("with a teacher, the error before training is 1 and falls, and clients differ in their domains", async () => {
    const changes = {
      task: "planted",
      clients: 2,
      perRound: 2,
      samples: 20,
      batch: 4,
      steps: 2,
      rate: 1e-2,
    } as const;
    const built = await build({ ...changes, arms: ["exact"] });
    expect(built.config.warmUp).toBe(0);
    const { plan, executor, session, federation } = await open(built);
    expect(plan.models.map(({ headline }) => headline)).toEqual(["testError"]);
    expect((await federation.test(executor, "exact")).mean).toBeCloseTo(1, 5);
    await session.advance(0, 2);
    const { mean, worst } = await federation.test(executor, "exact");
    expect(mean).toBeLessThan(0.99);
    expect(worst).toBeGreaterThanOrEqual(mean);
    const server = await read(executor, armTensors("exact").server);
    const { matrices, head } = federation.adapterOf("exact", server);
    expect(head).toBeUndefined();
    expect(matrices.every(({ name }) => name.startsWith("1."))).toBe(true);
  });

  test("a test averages the clients' accuracies over all their sentences, and notes the time at the target", async () => {
    const built = await build({
      arms: ["fedavg", "global"],
      clients: 3,
      perRound: 3,
      samples: 12,
      batch: 4,
      warmUp: 0,
      steps: 2,
      target: 0.1,
    });
    const { executor, session, federation } = await open(built);
    for (const [model, id] of (["fedavg", "global"] as const).entries()) {
      const untrained = await federation.test(executor, id);
      expect([untrained.toTarget, untrained.gap, untrained.oneLabel]).toEqual([NaN, NaN, NaN]);
      await session.advance(model, 1);
      const tested = await federation.test(executor, id);
      expect(tested.oneLabel).toBeGreaterThanOrEqual(0);
      const counts = built.clients.map(({ test: own }) => own.length);
      const right = tested.accuracy.reduce(
        (sum, fraction, k) => sum + (counts[k] ? fraction * (counts[k] ?? 0) : 0),
        0,
      );
      expect(tested.mean).toBeCloseTo(right / counts.reduce((a, b) => a + b, 0), 12);
      expect(tested.worst).toBeLessThanOrEqual(tested.mean);
      expect(tested.toTarget).toBe(tested.seconds);
      // The next round keeps the time and continues from it.
      await session.advance(model, 1);
      const [gflops = NaN, , gflopsAt, megabytesAt] = await read(executor, armTensors(id).clock);
      expect([gflopsAt, megabytesAt]).toEqual([tested.gflops, tested.megabytes]);
      expect(gflops).toBeGreaterThan(tested.gflops);
    }
  });

  test("in a local layer half of the rows of B train; the others keep values and moments", async () => {
    const built = await build({
      arms: ["masked"],
      clients: 1,
      samples: 8,
      batch: 4,
      warmUp: 0,
      steps: 2,
      globalFraction: 0.55,
    });
    const { executor, session, federation } = await open(built);
    await session.advance(0, 1);
    const before = (await read(executor, armTensors("masked").clients)).slice();
    await session.advance(0, 1);
    const after = await read(executor, armTensors("masked").clients);
    const global = globalLayers(built, "important");
    const { segments, size } = federation.layout;
    const local = segments.filter(({ name, layer }) => name === "B" && !global.includes(layer ?? -1));
    expect(local.length).toBeGreaterThan(0);
    for (const { offset, rows, cols, tensor } of local) {
      const changed = (part: number): number[] =>
        Array.from({ length: rows }, (_, row) => row).filter((row) => {
          const from = part * size + offset + row * cols;
          return before.subarray(from, from + cols).some((value, j) => value !== after[from + j]);
        });
      const trained = changed(0);
      expect(trained, tensor).toHaveLength(rows / 2);
      for (const moment of [1, 2]) expect(changed(moment), `${tensor}, ${moment}`).toEqual(trained);
    }
  });

  test("arms that start from the same values share one measurement of the difficulties", async () => {
    const changes = { clients: 2, perRound: 1, samples: 16, batch: 4, warmUp: 0, steps: 2 } as const;
    const { executor, session } = await open(await build({ ...changes, arms: ["curriculum", "reversed"] }));
    const run = vi.spyOn(executor, "run");
    const measurements = () => run.mock.calls.filter(([list]) => list === "lora/watched").length;
    await session.advance(0, 1);
    const once = measurements();
    expect(once).toBeGreaterThan(0);
    await session.advance(1, 1);
    expect(measurements()).toBe(once);
    const [easy, hard] = [armTensors("curriculum"), armTensors("reversed")];
    expect(await read(executor, hard.scores)).toEqual(await read(executor, easy.scores));
  });

  test("arms with the same values are tested once", async () => {
    const changes = { clients: 2, perRound: 2, samples: 16, batch: 4, warmUp: 0, steps: 2 } as const;
    const { executor, session, federation } = await open(
      await build({ ...changes, arms: ["fedavg", "global", "exact"] }),
    );
    const run = vi.spyOn(executor, "run");
    const testsOf = async (id: ArmId) => {
      run.mockClear();
      const { mean, loss } = await federation.test(executor, id);
      return [run.mock.calls.filter(([list]) => list.endsWith("evaluate")).length, mean, loss] as const;
    };
    const [once, ...results] = await testsOf("fedavg");
    expect(once).toBeGreaterThan(0);
    expect(await testsOf("global")).toEqual([0, ...results]);
    // It has frozen weights of its own.
    expect(await testsOf("exact")).toEqual([once, ...results]);
    await session.advance(0, 1);
    const [again, ...later] = await testsOf("fedavg");
    expect(again).toBe(once);
    expect(later).not.toEqual(results);
  });

  test("the server's layers are adapters: all of them, or those that it averages", async () => {
    const built = await build({ arms: ["fedavg", "global"], clients: 2, samples: 8, batch: 2, warmUp: 0 });
    const { executor, session, federation } = await open(built);
    const global = globalLayers(built, "important");
    for (const [model, id] of (["fedavg", "global"] as const).entries()) {
      await session.advance(model, 1);
      const server = await read(executor, armTensors(id).server);
      const { matrices, head } = federation.adapterOf(id, server);
      expect(matrices.map(({ name }) => layersOf(built.config).indexOf(name))).toEqual(
        id === "fedavg" ? [...layersOf(built.config).keys()] : global,
      );
      const [first] = matrices;
      const B = federation.layout.segments.find(
        ({ name, layer }) => name === "B" && layersOf(built.config)[layer ?? -1] === first?.name,
      );
      expect([...(first?.B ?? [])]).toEqual([
        ...server.subarray(B?.offset, (B?.offset ?? 0) + (first?.B.length ?? 0)),
      ]);
      expect(first?.B.some((value) => value !== 0)).toBe(true);
      expect(head?.weight.some((value) => value !== 0)).toBe(true);
    }
  });

  test("a checkpoint goes on as the run itself does", async () => {
    const changes = { arms: ["all"], clients: 3, perRound: 2, samples: 12, batch: 4, warmUp: 1, steps: 4 };
    const [one, other] = await openTwice(changes as Partial<FedConfig>);
    await one.session.advance(0, 3);
    other.session.restore(await one.session.checkpoint());
    await Promise.all([one, other].map(({ session }) => session.advance(0, 1)));
    const { server, clients } = armTensors("all");
    for (const tensor of [server, clients])
      expect(isSame(await read(other.executor, tensor), await read(one.executor, tensor)), tensor).toBe(true);
  });

  test("a client's accuracy outlives a checkpoint, and nothing is known before the first test", async () => {
    const changes = { arms: ["global"], clients: 3, perRound: 2, samples: 12, warmUp: 0, steps: 4 } as const;
    const [one, other] = await openTwice(changes);
    const accuracyOf = async ({ built, session }: typeof one): Promise<readonly number[]> => {
      const [probe] = federatedWorkload(file, openSimd).probes(built.config, built);
      const probed = { run: session.read.bind(session), step: session.stepsOf(0) };
      const view = (await probe?.measure(probed, 0)) as { clients: ClientsView } | undefined;
      return view?.clients.accuracy ?? [];
    };
    expect(await accuracyOf(one)).toEqual([NaN, NaN, NaN]);
    await one.session.advance(0, 2);
    const { accuracy } = await one.federation.test(one.executor, "global");
    expect(accuracy.some(Number.isFinite)).toBe(true);
    other.session.restore(await one.session.checkpoint());
    expect(await accuracyOf(other)).toEqual(accuracy.map(Math.fround));
    other.session.reset();
    expect(await accuracyOf(other)).toEqual([NaN, NaN, NaN]);
  });

  test("the time at the target outlives a checkpoint, and the counts outgrow one word", async () => {
    const changes = {
      arms: ["fedavg"],
      clients: 2,
      perRound: 2,
      samples: 16,
      warmUp: 0,
      steps: 2,
      target: 0.1,
    } as const;
    const [one, other] = await openTwice(changes);
    const { sent } = armTensors("fedavg");
    one.executor.write(sent, [2 ** 32 - 1, 1, 7, 0]);
    await one.session.advance(0, 1);
    const { toTarget } = await one.federation.test(one.executor, "fedavg");
    other.session.restore(await one.session.checkpoint());
    await other.session.advance(0, 1);
    const later = await other.federation.test(other.executor, "fedavg");
    expect(later.toTarget).toBe(toTarget);
    expect(later.seconds).toBeGreaterThan(later.toTarget);
    const floats = 2 * 2 * other.federation.layout.size;
    expect(sentOf(await read(other.executor, sent))).toEqual([2 ** 33 - 1 + floats, 7 + floats]);
  });

  test("if all drop out, the server keeps its layers and the rounds go on", async () => {
    const built = await build({ arms: ["fedavg"], clients: 3, samples: 12, warmUp: 0, dropout: 1 });
    const { executor, session, federation } = await open(built);
    const { server, sent, clock } = armTensors("fedavg");
    const before = (await read(executor, server)).slice();
    const { columns } = await session.advance(0, 2);
    expect(isSame(await read(executor, server), before)).toBe(true);
    expect([...(columns["loss"] ?? [])].every((loss) => Math.abs(loss - Math.LN2) < 1e-6)).toBe(true);
    const [down, up] = sentOf(await read(executor, sent));
    const { size } = federation.layout;
    const drawn = [0, 1].reduce((sum, t) => sum + drawnIn(built, t).length, 0);
    expect([down, up]).toEqual([drawn * size, 0]);
    // Each round waits for the download.
    const [gflops, megabytes] = await read(executor, clock);
    expect(gflops).toBe(0);
    expect(megabytes).toBeCloseTo((2 * 4 * size) / 1e6, 5);
  });

  test("the end of the warm-up forgets no divergence", async () => {
    const built = await build({ arms: ["fedavg"], clients: 2, samples: 16, warmUp: 1 });
    const { executor, session, federation } = await open(built);
    const { clients } = armTensors("fedavg");
    const { kept } = federation.layout;
    await session.advance(0, 1);
    executor.write(clients, [3], 2 * kept - 1);
    await session.advance(0, 1);
    const { reads } = await executor.run("nothing", 1, federation.countsOf("fedavg"));
    expect(reads.map(([, divergences]) => divergences)).toEqual([0, 3]);
  });

  test("a client that diverges is left out, and the round goes on without it", async () => {
    const built = await build({
      arms: ["global"],
      clients: 2,
      perRound: 2,
      beta: 100,
      samples: 12,
      warmUp: 0,
    });
    const { executor, session, federation } = await open(built);
    const { clients, server } = armTensors("global");
    const { kept, segments } = federation.layout;
    const global = globalLayers(built, "important");
    const local = segments.find(({ layer }) => layer !== undefined && !global.includes(layer));
    await session.advance(0, 1);
    executor.write(clients, [NaN], kept + (local?.offset ?? NaN));
    const before = (await read(executor, server)).slice();
    await session.advance(0, 1);
    const values = await read(executor, clients);
    expect([values[kept - 1], values[2 * kept - 1]]).toEqual([0, 1]);
    const after = await read(executor, server);
    expect(after.every((value) => Number.isFinite(value))).toBe(true);
    expect(isSame(after, before)).toBe(false);
  });
});
