/**
 * Runs the rounds of federated fine-tuning on one copy of the encoder. Arms and clients take turns on the lab's
 * planned LoRA: `Federation` writes a client's values into LoRA's tensors, trains them, and reads them back. Between
 * rounds, an arm keeps its state in its own tensors on the device.
 */
import type { Executor, ReadRequest, Values } from "../../kernels/program.ts";
import { mapElements, multiply, type Matrix } from "../../math/matrix.ts";
import type { Trained } from "../../models/parametrizations/adapted.ts";
import { hasDivergedAt } from "../../training/progress.ts";
import { HISTORY_CAPACITY } from "../../training/plan.ts";
import {
  adapterMatrix,
  leading,
  shapeOfName,
  type AdapterMatrix,
  type LabAdapter,
} from "../finetune/adapter.ts";
import { weightsNamed } from "../finetune/asset.ts";
import type { BatchShape } from "../finetune/built.ts";
import { HEAD_SCALE } from "../finetune/build.ts";
import { FEED, numbersOf, type LabModel } from "../finetune/plan.ts";
import { ARMS, isScored, type ArmId } from "./arms.ts";
import { average, gapOf, restOf, weightsOf, secondsOf, followRows, maskOf } from "./server.ts";
import type { MatrixName } from "../finetune/encoder.ts";
import { CLASSES, globalLayers, layersOf, type FedBuilt } from "./build.ts";
import { batchesOf } from "./clients.ts";
import { batchesIn, drawnIn, hasOneLabel, isHeadOnly, testEvery } from "./schedule.ts";

/** A trained tensor's place in the flat array of a client's values. */
interface Segment {
  readonly tensor: string;
  readonly name: string;
  readonly gradient: string;
  readonly offset: number;
  readonly rows: number;
  readonly cols: number;
  /** Index of the tensor's layer; undefined for the head. */
  readonly layer: number | undefined;
}

interface Layout {
  readonly segments: readonly Segment[];
  /** Number of trained values. */
  readonly size: number;
  /** Number of rows of all matrices B together. */
  readonly rows: number;
  /** Number of floats that a client keeps: values, both moments, the rows' information, local steps, divergences. */
  readonly kept: number;
}

/** The trained tensors of the matrices, in the order of the matrices, then those of the head. */
const trainedOf = ({ tensors, head }: LabModel): readonly Trained[] => [...tensors.values(), head].flat();

function layoutOf(lora: LabModel, layers: readonly MatrixName[]): Layout {
  let offset = 0;
  const layerOf = new Map(
    [...lora.tensors].flatMap(([name, list]) => list.map((one) => [one, layers.indexOf(name)] as const)),
  );
  const segments = trainedOf(lora).map((one): Segment => {
    const { rows, cols, tensor } = one.factor;
    const segment = { tensor, name: one.name, gradient: one.gradient.tensor, offset, rows, cols };
    offset += rows * cols;
    return { ...segment, layer: layerOf.get(one) };
  });
  const rows = segments.filter(isB).reduce((sum, segment) => sum + segment.rows, 0);
  return { segments, size: offset, rows, kept: 3 * offset + rows + 2 };
}

const isA = ({ name, layer }: Segment): boolean => layer !== undefined && name === "A";
const isB = ({ name, layer }: Segment): boolean => layer !== undefined && name === "B";
const lengthOf = ({ rows, cols }: Segment): number => rows * cols;
/** A segment's part of a client's values or moments. */
const partOf = (values: Reals, segment: Segment): Reals =>
  values.subarray(segment.offset, segment.offset + lengthOf(segment));

/** Names of an arm's tensors, which hold all of its state. */
export const armTensors = (id: ArmId) => {
  const of = (name: string): string => `${armPrefix(id)}${name}`;
  return {
    counter: of("round"),
    /** Mean loss and accuracy of the mini-batches of the last round. */
    last: of("last"),
    server: of("server"),
    clients: of("clients"),
    /** Difficulty of each sentence of the pool. */
    scores: of("scores"),
    /** Number of floats sent down and number sent up, each as two u32 words. */
    sent: of("sent"),
    clock: of("clock"),
    /** Accuracy, or error, of each client's own model on its own test sentences, in the latest test; NaN if unknown. */
    accuracy: of("accuracy"),
    /** What exact averaging has added to the frozen weights of all layers, one after another. */
    added: of("added"),
  };
};

const WORD = 2 ** 32;

/**
 * The low and high word of each count. One word is not enough: fifty clients of rank 16 send 2³² floats in 370 rounds.
 */
const wordsOf = (counts: readonly number[]): number[] =>
  counts.flatMap((count) => [count % WORD, Math.floor(count / WORD)]);

/** The number of floats sent to the clients, and the number sent back to the server. */
export const sentOf = ([low = 0, high = 0, upLow = 0, upHigh = 0]: ArrayLike<number> & Iterable<number>): [
  down: number,
  up: number,
] => [low + WORD * high, upLow + WORD * upHigh];

/** The prefix is needed because an arm and a method of the lab may have the same id. */
export const armPrefix = (id: ArmId): string => `arms/${id}/`;

export const sizeOf = (name: MatrixName): number => {
  const { rows, cols } = shapeOfName(name);
  return rows * cols;
};

/** Name of the tensor that masks the rows of a factor. */
export const maskTensor = (factor: string): string => `${factor}/mask`;
/** Name of the tensor of squared gradients, one for each row of the mini-batch. */
export const SQUARES = "federated/squares";

/** The numbers in an arm's `clock`. */
const CLOCK = ["gflops", "megabytes", "gflopsAt", "megabytesAt", "gap", "oneLabel"] as const;

/**
 * Counts what an arm's rounds cost. `down` and `up` count the floats sent. `gflops` and `megabytes` sum the slowest client's
 * operations and one client's megabytes over all rounds; `gflopsAt` and `megabytesAt` are these sums when the target
 * accuracy was reached, and 0 before. `gap` belongs to the last round before a test. `oneLabel` is the fraction of the last
 * round's mini-batches that have only one label.
 */
type Ledger = Record<(typeof CLOCK)[number] | "down" | "up", number>;

/** The loss of a sentence, and 1 if its class is predicted right, else 0. */
type Pair = readonly [loss: number, right: number];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export class Federation {
  readonly layout: Layout;
  readonly #built: FedBuilt;
  readonly #lora: LabModel;
  /** Undefined on the planted task, which has no classes. */
  readonly #head: LabModel | undefined;
  readonly #names: readonly MatrixName[];
  /** The arm whose additions to the frozen weights are on the device. */
  #loaded: ArmId | undefined;
  /** ‖z₀ − z_T‖² of each test sentence, by its place in the pool, if there is a teacher. */
  readonly #distances: ReadonlyMap<number, number> | undefined;
  readonly #shape: BatchShape;
  readonly #globals: ReadonlyMap<ArmId, ReadonlySet<number>>;
  /** The last difficulties, and the server's values at which they were measured. */
  #scored: { readonly server: Reals; readonly scores: Float64Array } | undefined;
  /** The values that were tested last, the arm whose additions they were tested with, and the sentences' results. */
  #tested:
    | { readonly theta: Reals; readonly on: ArmId | undefined; readonly pairs: Map<number, Pair> }
    | undefined;
  /** Arms share tensors, so rounds and tests must run one after another. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    built: FedBuilt,
    { lora, head }: { readonly lora: LabModel; readonly head: LabModel | undefined },
    shape: BatchShape,
  ) {
    const { targets, runs } = built.lab;
    this.#built = built;
    this.#lora = lora;
    this.#head = head;
    this.#shape = shape;
    this.#names = layersOf(built.config);
    this.layout = layoutOf(lora, this.#names);
    this.#distances =
      targets.kind === "planted"
        ? new Map(runs[0]?.test.map((s, i) => [s, targets.distances[0]?.[i] as number]))
        : undefined;
    this.#globals = new Map(
      built.config.arms.map((id) => [id, new Set(globalLayers(built, ARMS[id].layers))] as const),
    );
  }

  /** Trains an arm for one round and returns the duration in milliseconds. */
  round(executor: Executor, id: ArmId, t: number): Promise<number> {
    return this.#inTurn(async () => {
      const started = performance.now();
      await this.#loadAdded(executor, id);
      await this.#round(executor, id, t);
      return performance.now() - started;
    });
  }

  /** Tests an arm in its current state. Also returns its bytes and operations so far. */
  test(device: Executor, id: ArmId) {
    return this.#inTurn(async () => {
      await this.#loadAdded(device, id);
      const ledger = await readLedger(device, id);
      const tested = await this.#test(device, id);
      device.write(armTensors(id).accuracy, tested.accuracy);
      const { config } = this.#built;
      const { gflops, megabytes } = ledger;
      // The target cannot be reached before any training.
      const isReached = this.#distances ? tested.mean <= config.target : tested.mean >= config.target;
      if (ledger.gflopsAt === 0 && gflops > 0 && isReached)
        writeLedger(device, id, Object.assign(ledger, { gflopsAt: gflops, megabytesAt: megabytes }));
      const { down, up, gflopsAt, megabytesAt, gap, oneLabel } = ledger;
      return {
        ...tested,
        sent: (4 * (down + up)) / 1e6,
        gflops,
        megabytes,
        seconds: secondsOf(config, gflops, megabytes),
        toTarget: gflopsAt > 0 ? secondsOf(config, gflopsAt, megabytesAt) : NaN,
        // There is no round to describe before any training.
        gap: gflops > 0 ? gap : NaN,
        oneLabel: gflops > 0 ? oneLabel : NaN,
      };
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(work);
    this.#queue = mine.catch(() => undefined);
    return mine;
  }

  async #round(executor: Executor, id: ArmId, t: number): Promise<void> {
    const built = this.#built;
    const { config, clients } = built;
    const arm = ARMS[id];
    const names = armTensors(id);
    const { layout } = this;
    const headOnly = isHeadOnly(config, arm, t);
    const ledger = await readLedger(executor, id);
    const server = await read(executor, names.server);

    const isGlobal = ({ layer }: Segment): boolean =>
      layer === undefined || (!headOnly && this.#isGlobal(id, layer));
    const isFrozen = (segment: Segment): boolean => arm.averaging === "frozen" && isA(segment);
    const sentSegments = layout.segments.filter((segment) => isGlobal(segment) && !isFrozen(segment));
    const sentFloats = sum(sentSegments.map(lengthOf));
    const model = (headOnly ? this.#head : undefined) ?? this.#lora;

    if (t === config.warmUp && !headOnly) {
      // Adam starts over after the warm-up, because the adapters have not been trained yet.
      const { reads } = await executor.run("nothing", 1, this.countsOf(id));
      executor.write(names.clients, this.initialClients(server));
      reads.forEach(([, divergences], k) =>
        executor.write(names.clients, [divergences as number], (k + 1) * layout.kept - 1),
      );
      if (isScored(arm)) {
        const scores = await this.#scores(executor, server);
        executor.write(names.scores, scores);
        const able = clients.filter(({ train }) => train.length > 0);
        const headFloats = sum(layout.segments.filter(({ layer }) => layer === undefined).map(lengthOf));
        ledger.down += able.length * headFloats;
        const most = Math.max(...able.map(({ train }) => Math.ceil(train.length / config.batch)));
        ledger.gflops += (most * this.#lora.cost.flopsPerStep) / 1e9;
        ledger.megabytes += (4 * headFloats) / 1e6;
      }
    }
    const scores = await read(executor, names.scores);

    const returned: (Outcome & { readonly weight: number; readonly theta: Reals })[] = [];
    let maxSteps = 0;
    const trained: (readonly number[])[] = [];
    const drawn = drawnIn(built, t);
    for (const { client: k, dropsOut } of drawn) {
      ledger.down += sentFloats;
      if (dropsOut) continue;
      const client = await this.#client(executor, id, k);
      for (const segment of sentSegments) copy(server, client.theta, segment);
      const masks = headOnly
        ? undefined
        : arm.isMasked
          ? this.#masks(client.rows, isGlobal)
          : new Map(layout.segments.filter(isFrozen).map((one) => [one, new Float64Array(one.rows)]));
      const batches = batchesIn(built, id, t, k, client.steps, (s) => scores[s] as number);
      const outcome = await this.#train(executor, model, client, batches, masks);
      maxSteps = Math.max(maxSteps, batches.length);
      trained.push(...batches);
      if (!outcome) {
        executor.write(names.clients, [client.divergences + 1], (k + 1) * layout.kept - 1);
        continue;
      }
      executor.write(names.clients, client.values, k * layout.kept);
      ledger.up += sentFloats;
      returned.push({ ...outcome, weight: clients[k]?.train.length ?? 0, theta: client.theta.slice() });
    }
    ledger.gflops += (maxSteps * model.cost.flopsPerStep) / 1e9;
    // All drawn clients receive the same layers, and those that return send the same ones.
    if (drawn.length > 0) ledger.megabytes += ((returned.length > 0 ? 8 : 4) * sentFloats) / 1e6;
    if (returned.length > 0) {
      const weights = weightsOf(returned.map(({ weight }) => weight));
      const thetas = returned.map(({ theta }) => theta);
      const mean = average(thetas, weights);
      for (const segment of sentSegments) copy(mean, server, segment);
      executor.write(names.server, server);
      const weighted = (which: keyof Outcome): number =>
        sum(returned.map((one, i) => one[which] * (weights[i] as number)));
      executor.write(names.last, [weighted("loss"), weighted("right")]);
      if (arm.averaging === "exact" && !headOnly) {
        const floats = await this.#addRest(executor, id, thetas, weights);
        // Every client needs what is added, because its later rounds train on it.
        ledger.down += clients.filter(({ train }) => train.length > 0).length * floats;
        ledger.megabytes += (4 * floats) / 1e6;
        ledger.gap = 0;
      }
      // Only a test shows the gap, so it is measured only in the round before one.
      else if (!headOnly && ((t + 1) % testEvery(config) === 0 || t + 1 === config.steps))
        ledger.gap = this.#gap(thetas, weights, isGlobal);
    }
    if (trained.length > 0)
      ledger.oneLabel = trained.filter((batch) => hasOneLabel(built.kinds, batch)).length / trained.length;
    writeLedger(executor, id, ledger);
  }

  /** Whether the server averages a layer. */
  readonly #isGlobal = (id: ArmId, layer: number): boolean => this.#globals.get(id)?.has(layer) ?? false;

  /** Puts the arm's own frozen weights on the device. Only exact averaging changes them. */
  async #loadAdded(executor: Executor, id: ArmId): Promise<void> {
    const of = (arm: ArmId): ArmId | undefined => (ARMS[arm].averaging === "exact" ? arm : undefined);
    const wanted = of(id);
    // The arm's own additions may have been replaced, by a checkpoint for example.
    if (!wanted && !this.#loaded) return;
    const added = wanted && (await read(executor, armTensors(wanted).added));
    let at = 0;
    for (const name of this.#names) {
      const base = Float32Array.from(weightsNamed(this.#built.lab.weights, name));
      const rest = added?.subarray(at, at + base.length);
      at += base.length;
      executor.write(`encoder/${name}`, rest ? base.map((value, i) => value + (rest[i] as number)) : base);
    }
    this.#loaded = wanted;
  }

  /**
   * Adds mean(BA) − mean(B) mean(A) to the arm's frozen weights. Returns the number of floats that tell a client what is
   * added: the factors of all clients that returned or, if these are more, the matrices themselves.
   */
  async #addRest(
    executor: Executor,
    id: ArmId,
    thetas: readonly Reals[],
    weights: readonly number[],
  ): Promise<number> {
    const { added } = armTensors(id);
    const all = Float32Array.from(await read(executor, added));
    let [at, floats] = [0, 0];
    this.#names.forEach((name, l) => {
      const { rows, cols } = shapeOfName(name);
      const factors = this.#factorsOf(l, thetas);
      const [B, A] = restOf(factors, weights);
      multiply(B, A).data.forEach((value, i) => (all[at + i] = (all[at + i] as number) + value));
      at += rows * cols;
      floats += Math.min(rows * cols, thetas.length * (factors[0]?.A.rows ?? 0) * (rows + cols));
    });
    executor.write(added, all);
    return floats;
  }

  /** The factors of a layer, for each of these lists of values. */
  #factorsOf(layer: number, thetas: readonly Reals[]): { readonly B: Matrix; readonly A: Matrix }[] {
    const own = this.layout.segments.filter((segment) => segment.layer === layer);
    const [A, B] = [isA, isB].map((is) => own.find(is)) as [Segment, Segment];
    const matrix = (segment: Segment, theta: Reals): Matrix => ({
      rows: segment.rows,
      cols: segment.cols,
      data: new Float64Array(partOf(theta, segment)),
    });
    return thetas.map((theta) => ({ B: matrix(B, theta), A: matrix(A, theta) }));
  }

  /**
   * The server's layers as adapters. Layers that stay on the clients are left out. With `added`, what exact averaging has
   * added to the frozen weights, the update is reduced to its leading singular directions.
   */
  adapterOf(id: ArmId, server: Values, added?: Values): LabAdapter {
    const values = server as Reals;
    const matrices = [...(this.#globals.get(id) ?? [])].map((l): AdapterMatrix => {
      const name = this.#names[l] as MatrixName;
      const [{ B, A }] = this.#factorsOf(l, [values]) as [{ B: Matrix; A: Matrix }];
      if (!added) return adapterMatrix(name, { B, A, sigma: [], kept: 1 });
      const before = sum(this.#names.slice(0, l).map(sizeOf));
      return adapterMatrix(
        name,
        leading(mapElements(multiply(B, A), (value, i) => value + (added[before + i] as number))),
      );
    });
    const [H, b] = this.layout.segments.filter(({ layer }) => layer === undefined);
    if (!H || !b) return { matrices };
    const [weight, bias] = [H, b].map((one) => Float32Array.from(partOf(values, one))) as [
      Float32Array,
      Float32Array,
    ];
    return {
      matrices,
      head: { classes: H.rows, names: CLASSES, weight: weight.map((value) => HEAD_SCALE * value), bias },
    };
  }

  /** The initial state of all clients: each has the server's values, and zeros for everything else. */
  initialClients(server: ArrayLike<number>): Float64Array {
    const { kept } = this.layout;
    const count = this.#built.clients.length;
    const values = new Float64Array(count * kept);
    for (let k = 0; k < count; k++) values.set(server, k * kept);
    return values;
  }

  /** Read requests for two numbers of each client: its local steps, and the number of rounds in which it diverged. */
  countsOf(id: ArmId): ReadRequest[] {
    const { kept } = this.layout;
    const tensor = armTensors(id).clients;
    return this.#built.clients.map((_, k) => ({ tensor, offset: (k + 1) * kept - 2, length: 2 }));
  }

  async #client(executor: Executor, id: ArmId, k: number): Promise<Kept> {
    const { kept } = this.layout;
    const request = { tensor: armTensors(id).clients, offset: k * kept, length: kept };
    const [found] = (await executor.run("nothing", 1, [request])).reads;
    return keptIn(found as Reals, this.layout);
  }

  /** A model's tensors with their segments. The model that trains only the head has the last segments of LoRA. */
  #pairs(model: LabModel): { readonly segment: Segment; readonly tensor: string }[] {
    const { segments } = this.layout;
    const trained = trainedOf(model);
    const offset = segments.length - trained.length;
    return trained.map(({ factor }, i) => ({
      segment: segments[offset + i] as Segment,
      tensor: factor.tensor,
    }));
  }

  /**
   * Trains a client on these mini-batches and changes its values in place. Returns undefined if it diverges; its
   * values are then useless.
   */
  async #train(
    executor: Executor,
    model: LabModel,
    client: Kept,
    batches: readonly (readonly number[])[],
    masks: ReadonlyMap<Segment, Float64Array> | undefined,
  ): Promise<Outcome | undefined> {
    const pairs = this.#pairs(model);
    for (const { segment, tensor } of pairs) {
      const part = (values: Reals): Reals => partOf(values, segment);
      const mask = masks?.get(segment);
      executor.write(tensor, part(client.theta));
      executor.write(`${tensor}/first`, mask ? masked(part(client.first), mask) : part(client.first));
      executor.write(`${tensor}/second`, part(client.second));
      if (segment.layer !== undefined)
        executor.write(maskTensor(tensor), mask ?? new Float64Array(segment.rows).fill(1));
    }
    executor.write(model.counter, [client.steps]);
    batches.forEach((sentences, i) => this.#feed(executor, model, client.steps + i, sentences));
    const requests = pairs.flatMap(({ segment, tensor }): ReadRequest[] => [
      { tensor },
      { tensor: `${tensor}/first` },
      { tensor: `${tensor}/second` },
      ...(masks?.has(segment) ? [{ tensor: segment.gradient }] : []),
    ]);
    const { reads } = await executor.run(model.step, batches.length, [
      { tensor: model.history },
      ...requests,
    ]);
    const [history, ...found] = reads as [Values, ...Reals[]];
    const gradients = new Map<Segment, Reals>();
    let at = 0;
    for (const { segment } of pairs) {
      const mask = masks?.get(segment);
      client.theta.set(found[at++] as Reals, segment.offset);
      for (const moments of [client.first, client.second])
        setRows(moments, found[at++] as Reals, segment, mask);
      if (mask) gradients.set(segment, found[at++] as Reals);
    }
    const mean = (which: 0 | 1): number =>
      sum(batches.map((_, i) => history[2 * ((client.steps + i) % HISTORY_CAPACITY) + which] as number)) /
      (batches.length * this.#shape.count);
    const loss = mean(0);
    if (hasDivergedAt(loss) || !areFinite(client.theta)) return undefined;
    // The gradients come from the last mini-batch and are not masked.
    for (const { segment, information } of this.#rowsOf(client.rows)) {
      const gradient = gradients.get(segment);
      if (gradient) information.set(followRows(information, gradient, this.#built.config.momentum));
    }
    client.values[this.layout.kept - 2] = client.steps + batches.length;
    return { loss, right: mean(1) };
  }

  /** Writes a mini-batch into the input slot of a local step. */
  #feed(executor: Executor, model: LabModel, step: number, sentences: readonly number[]): void {
    const numbers = numbersOf(this.#built.lab, sentences, 0, this.#shape);
    model.inputs.forEach(({ tensor, capacity, perStep }, i) =>
      executor.write(tensor, numbers[FEED[i] as "tokens"], (step % capacity) * perStep),
    );
  }

  /** Masks of the rows of B in local layers. */
  #masks(rows: Reals, isGlobal: (segment: Segment) => boolean): Map<Segment, Float64Array> {
    const { rowFraction } = this.#built.config;
    const masks = new Map<Segment, Float64Array>();
    for (const { segment, information } of this.#rowsOf(rows))
      if (!isGlobal(segment)) masks.set(segment, maskOf(information, rowFraction));
    return masks;
  }

  /** Each matrix B, with the Fisher information of its rows. */
  #rowsOf(rows: Reals): { readonly segment: Segment; readonly information: Reals }[] {
    let at = 0;
    return this.layout.segments.filter(isB).map((segment) => {
      at += segment.rows;
      return { segment, information: rows.subarray(at - segment.rows, at) };
    });
  }

  /** ‖mean(BA) − mean(B) mean(A)‖ / ‖mean(BA)‖ over the averaged layers; 0 if all products are 0. */
  #gap(
    thetas: readonly Reals[],
    weights: readonly number[],
    isGlobal: (segment: Segment) => boolean,
  ): number {
    let [apart, whole] = [0, 0];
    for (const { layer } of this.layout.segments.filter((segment) => isB(segment) && isGlobal(segment))) {
      const { gap, size } = gapOf(this.#factorsOf(layer as number, thetas), weights);
      apart += gap;
      whole += size;
    }
    return whole === 0 ? 0 : Math.sqrt(apart / whole);
  }

  /** Writes values into LoRA's tensors, but no moments. */
  #load(executor: Executor, theta: Reals): void {
    for (const { segment, tensor } of this.#pairs(this.#lora)) executor.write(tensor, partOf(theta, segment));
  }

  /**
   * The squared norm of the gradient of each training sentence's loss with respect to all adapters, indexed by the
   * sentence's place in the pool.
   */
  async #scores(executor: Executor, server: Reals): Promise<Float64Array> {
    // Until the adapters train, the arms have the same values.
    if (this.#scored && areEqual(this.#scored.server, server)) return this.#scored.scores;
    const { lab, clients } = this.#built;
    const { count, rows } = this.#shape;
    this.#load(executor, server);
    const scores = new Float64Array(lab.texts.length);
    for (const sentences of chunksOf(
      clients.flatMap(({ train }) => train),
      count,
    )) {
      this.#feed(executor, this.#lora, 0, sentences);
      executor.write(this.#lora.counter, [0]);
      executor.write(SQUARES, new Float64Array(rows));
      const { reads } = await executor.run(`${this.#lora.id}/watched`, 1, [{ tensor: SQUARES }]);
      let at = 0;
      for (const s of sentences) {
        const length = lab.pool.lengths[s] as number;
        scores[s] = sum(Array.from((reads[0] as Values).subarray(at, at + length)));
        at += length;
      }
    }
    this.#scored = { server: server.slice(), scores };
    return scores;
  }

  /**
   * The result of testing an arm. On the planted task, all accuracies are relative errors: the squared distances from the
   * teacher, summed, divided by their sum without training. The accuracy of each client's own model on its own test
   * sentences is NaN if it has none.
   */
  async #test(executor: Executor, id: ArmId) {
    const { clients } = this.#built;
    const { layers } = ARMS[id];
    const server = await read(executor, armTensors(id).server);
    const tests = clients.flatMap(({ test }) => test);
    const pairs: Pair[] = [];
    if (layers === "important" || layers === "random")
      for (const [k, { test }] of clients.entries()) {
        const { theta } = await this.#client(executor, id, k);
        for (const segment of this.layout.segments)
          if (segment.layer === undefined || this.#isGlobal(id, segment.layer)) copy(server, theta, segment);
        pairs.push(...(await this.#measure(executor, theta, test)));
      }
    // All clients have the server's model.
    else pairs.push(...(await this.#measure(executor, server, tests)));
    const loss = pairs.map((pair) => pair[0]);
    const above = this.#distances ? loss : pairs.map((pair) => pair[1]);
    const below = tests.map((s) => this.#distances?.get(s) ?? 1);
    let at = 0;
    const accuracy = clients.map(({ test }) => {
      const from = at;
      at += test.length;
      return sum(above.slice(from, at)) / sum(below.slice(from, at));
    });
    const known = accuracy.filter((value) => !Number.isNaN(value));
    return {
      accuracy,
      loss: sum(loss) / loss.length,
      mean: sum(above) / sum(below),
      worst: this.#distances ? Math.max(...known) : Math.min(...known),
    };
  }

  async #measure(executor: Executor, theta: Reals, sentences: readonly number[]): Promise<Pair[]> {
    const model = this.#lora;
    const before = this.#tested;
    // All arms start from the same values.
    const isSame = before?.on === this.#loaded && before && areEqual(before.theta, theta);
    const { pairs } = (this.#tested = isSame
      ? before
      : { theta: theta.slice(), on: this.#loaded, pairs: new Map() });
    this.#load(executor, theta);
    const unknown = sentences.filter((s) => !pairs.has(s));
    for (const chunk of chunksOf(unknown, this.#shape.count)) {
      this.#feed(executor, model, 0, chunk);
      executor.write(model.counter, [0]);
      const [found] = (await executor.run(model.evaluate, 1, [{ tensor: model.partials }])).reads;
      chunk.forEach((s, i) => pairs.set(s, [found?.[2 * i] as number, found?.[2 * i + 1] as number]));
    }
    return sentences.map((s) => pairs.get(s) as Pair);
  }
}

/** Numbers as an executor stores them. */
type Reals = Float32Array | Float64Array;

/** Names the parts of the array in which a client keeps its values between rounds. The device stores the same array. */
function keptIn(values: Reals, { size, rows, kept }: Layout) {
  const part = (from: number, length: number): Reals => values.subarray(from, from + length);
  return {
    values,
    theta: part(0, size),
    first: part(size, size),
    second: part(2 * size, size),
    rows: part(3 * size, rows),
    steps: values[kept - 2] as number,
    divergences: values[kept - 1] as number,
  };
}

type Kept = ReturnType<typeof keptIn>;

type Outcome = Readonly<Record<"loss" | "right", number>>;

/** Splits all items into mini-batches, in order. Repeated items fill the last one. */
function chunksOf(items: readonly number[], size: number): number[][] {
  return Array.from(
    { length: Math.ceil(items.length / size) },
    (_, i) => batchesOf(items.slice(i * size, (i + 1) * size), size)[0] as number[],
  );
}

const copy = (from: Reals, to: Reals, segment: Segment): void =>
  to.set(partOf(from, segment), segment.offset);

/** The first moments, with zeros in the rows that are not trained, because momentum must not move these rows. */
function masked(first: Reals, mask: Float64Array): Reals {
  const out = first.slice();
  const cols = first.length / mask.length;
  mask.forEach((isTrained, row) => {
    if (!isTrained) out.fill(0, row * cols, (row + 1) * cols);
  });
  return out;
}

/** Sets a segment's moments, except in the rows that are not trained. */
function setRows(
  moments: Reals,
  values: Reals,
  { offset, rows, cols }: Segment,
  mask: Float64Array | undefined,
): void {
  if (mask)
    for (let row = 0; row < rows; row++) {
      if (mask[row]) moments.set(values.subarray(row * cols, (row + 1) * cols), offset + row * cols);
    }
  else moments.set(values, offset);
}

const areEqual = (a: Reals, b: Reals): boolean => a.every((value, i) => value === b[i]);

/** Faster than `every`, which calls a function for each value. */
function areFinite(values: Reals): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

async function read(executor: Executor, tensor: string): Promise<Reals> {
  const { reads } = await executor.run("nothing", 1, [{ tensor }]);
  return reads[0] as Reals;
}

async function readLedger(executor: Executor, id: ArmId): Promise<Ledger> {
  const { sent, clock } = armTensors(id);
  const { reads } = await executor.run("nothing", 1, [{ tensor: sent }, { tensor: clock }]);
  const [floats, times] = reads as [Values, Values];
  const [down, up] = sentOf(floats);
  const ledger = Object.fromEntries(CLOCK.map((name, i) => [name, times[i]]));
  return { ...(ledger as Ledger), down, up };
}

function writeLedger(executor: Executor, id: ArmId, ledger: Ledger): void {
  const { sent, clock } = armTensors(id);
  executor.write(sent, wordsOf([ledger.down, ledger.up]));
  executor.write(
    clock,
    CLOCK.map((name) => ledger[name]),
  );
}
