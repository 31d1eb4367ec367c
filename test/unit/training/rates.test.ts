/** Rates by step: schedules, changes during training, and which rates are on the device. */
import { describe, expect, test } from "vitest";
import {
  descentPair,
  optimizerPair,
  RATE_CAPACITY,
  RateLog,
  fractionAt,
  type Rate,
  type Schedule,
} from "../../../src/training/rates.ts";
import { cpuSession } from "../../hosts/training/float64.ts";
import { smallTraining } from "../../hosts/training/small-training.ts";
import { errorsOf } from "../../hosts/errors.ts";

const CONSTANT: Schedule = { kind: "constant", warmUp: 0, lastStep: 10 };
const rate = (eta: number, weightDecay = 0, schedule = CONSTANT): Rate => ({ eta, weightDecay, schedule });

describe("fractionAt", () => {
  const fractions = (changes: Partial<Schedule>, ...steps: number[]) =>
    steps.map((t) => fractionAt({ ...CONSTANT, ...changes }, t));

  test("a constant rate is the rate itself, to the bit", () =>
    expect(fractions({}, 0, 5, 1e7)).toEqual([1, 1, 1]));

  test("a linear decay ends at 0 at the last step and stays there", () =>
    expect(fractions({ kind: "linear" }, 0, 5, 9, 10, 11)).toEqual([1, 0.5, expect.closeTo(0.1, 15), 0, 0]));

  test("a cosine is half way in the middle", () =>
    expect(fractions({ kind: "cosine" }, 0, 5, 10)).toEqual([1, expect.closeTo(0.5, 15), 0]));

  test("a warm-up rises to the full rate, from which a decay begins", () => {
    expect(fractions({ warmUp: 4 }, 0, 1, 2, 3, 4, 99)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
    expect(fractions({ kind: "linear", warmUp: 4 }, 3, 4, 7, 10)).toEqual([1, 1, 0.5, 0]);
  });
});

describe("RateLog", () => {
  const slot = { tensor: "rates", pair: optimizerPair };
  const etas = (log: RateLog, first: number, ...steps: number[]) => {
    const pairs = log.pairs(first, slot);
    return steps.map((t) => pairs[2 * (t % RATE_CAPACITY)]);
  };

  test("each pair is at its step's place, and is formed in float64", () => {
    const pairs = new RateLog(rate(0.1, 0.3)).pairs(5, { tensor: "rates", pair: descentPair(3) });
    expect(pairs.length).toBe(2 * RATE_CAPACITY);
    expect(pairs.slice(0, 4)).toEqual(Float64Array.of(-0.1 * 3, 1 - 0.1 * 0.3, -0.1 * 3, 1 - 0.1 * 0.3));
    const falling = new RateLog(rate(1, 0, { kind: "linear", warmUp: 0, lastStep: 4096 }));
    expect(etas(falling, 1000, 1000, 1023, 1024, 2023)).toEqual(
      [1000, 1023, 1024, 2023].map((t) => 1 - t / 4096),
    );
  });

  test("a change holds from its step on, and what is remade before it has the rate of that time", () => {
    const log = new RateLog(rate(1));
    expect(log.isConstant).toBe(true);
    log.change(100, rate(2));
    log.change(200, rate(3));
    expect(etas(log, 50, 50, 99, 100, 199, 200, 1073)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(etas(log, 150, 150, 200)).toEqual([2, 3]);
    expect(log.isConstant).toBe(false);
    log.change(150, rate(4));
    expect(etas(log, 50, 99, 149, 150, 1000)).toEqual([1, 2, 4, 4]);
  });

  test("a run that continues as a new one keeps the last rate", () => {
    const log = new RateLog(rate(1));
    log.change(100, rate(2));
    log.goOnFrom(40);
    expect(etas(log, 0, 39, 40, 100)).toEqual([1, 2, 2]);
    log.goOnFrom(0);
    expect(etas(log, 0, 0, 39)).toEqual([2, 2]);
    expect(log.isConstant).toBe(true);
  });
});

describe("a session", () => {
  const CHANGED = { eta: 0.4, weightDecay: 0.01 };

  /** W ← W − η_t (G + λ W), computed here from the gradients of each step. */
  test.each(["gd", "momentum"] as const)(
    "follows a schedule and a change on the way, %s",
    async (optimizer) => {
      const training = await smallTraining({ optimizer, weightDecay: 0.02, steps: 30, beta: 0 });
      const [network] = training.networks;
      const first = network?.optimizer.rate as Rate;
      const schedule: Schedule = { kind: "cosine", warmUp: 3, lastStep: 30 };
      const scheduled = { ...first, schedule };
      const withSchedule = {
        ...training,
        networks: training.networks.map((one) => ({
          ...one,
          optimizer: { ...one.optimizer, rate: scheduled },
        })),
      };
      const session = cpuSession(withSchedule, { keepGradients: optimizer === "gd" });
      for (let t = 0; t < 12; t++) {
        if (t === 7) session.setRates([{ ...CHANGED, schedule }]);
        const { eta, weightDecay } = t < 7 ? scheduled : CHANGED;
        const etaNow = eta * fractionAt(schedule, t);
        const before = await session.factors(0);
        await session.advance(0, 1);
        const [after, G] = [await session.factors(0), await session.gradients(0)];
        after.forEach(({ data }, l) =>
          data.forEach((value, i) => {
            const [w, g] = [before[l]?.data[i] as number, G[l]?.data[i] as number];
            expect(value).toBeCloseTo(w - etaNow * (g + weightDecay * w), 14);
          }),
        );
      }
      session.destroy();
    },
  );

  test("one round or many, and beyond what is on the device at once: the same path", async () => {
    const training = await smallTraining({ steps: 3000, schedule: "linear", warmUp: 10 });
    const [one, other] = [cpuSession(training), cpuSession(training)];
    for (let left = 2100; left > 0; left -= 700) await one.advance(0, 700);
    for (let left = 2100; left > 0; left -= 60) await other.advance(0, 60);
    expect((await one.endToEnd(0)).data).toEqual((await other.endToEnd(0)).data);
    const { train } = errorsOf(await one.evaluate(0));
    const constant = cpuSession(await smallTraining({ steps: 3000 }));
    for (let left = 2100; left > 0; left -= 700) await constant.advance(0, 700);
    expect(errorsOf(await constant.evaluate(0)).train[0]).not.toBe(train[0]);
    for (const session of [one, other, constant]) session.destroy();
  });

  test("steps that are made again after a change have the rates that they had", async () => {
    const session = cpuSession(await smallTraining({ steps: 100 }));
    await session.advance(0, 10);
    const checkpoint = await session.checkpoint();
    await session.advance(0, 5);
    session.setRates([{ ...CHANGED, schedule: CONSTANT }]);
    await session.advance(0, 5);
    const there = await session.endToEnd(0);
    session.restore(checkpoint);
    await session.advance(0, 10);
    expect((await session.endToEnd(0)).data).toEqual(there.data);
    session.restore(checkpoint);
    session.forgetLaterRates();
    await session.advance(0, 10);
    expect((await session.endToEnd(0)).data).not.toEqual(there.data);
    session.destroy();
  });
});
