/** Compares the picture kernel with its reference, including values that have no place on a colour scale. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { bits, f32, normals, once, runOne, U, u32, type Case } from "./compare.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

const lut = Array.from({ length: 256 }, (_, i) => 0xff00_0000 + i * 0x01_0101);
const [low, high] = [-1.5, 2];
const hidden = 0xff33_2211;

function pictureCase(
  value: ArrayLike<number>,
  reference: ArrayLike<number>,
  mask: ArrayLike<number>,
  constants: object,
): Case {
  const params = { count: value.length, lut_size: lut.length, low, high, hidden };
  const inputs = [f32("value", value), f32("reference", reference), f32("mask", mask)];
  return once("picture", params, { ...constants }, [
    ...inputs,
    u32("lut", lut),
    u32("pixels", new Uint32Array(value.length)),
  ]);
}

test.each(["0 0", "0 1", "1 0", "1 1"])("DIFFERENCE, MASKED: %s", async (variant) => {
  const [DIFFERENCE = 0, MASKED = 0] = variant.split(" ").map(Number);
  const count = 5000;
  const value = normals(count, 1);
  const reference = normals(count, 2);
  const one = pictureCase(value, reference, bits(count, 3, 0.7), { DIFFERENCE, MASKED });
  const { gpu, cpu } = (await runOne(device, one))("pixels");
  let moved = 0;
  for (let i = 0; i < count; i++) {
    if (gpu[i] === cpu[i]) continue;
    moved++;
    // Rounding may choose the other colour only next to a boundary between two colours.
    const x = (value[i] as number) - (DIFFERENCE ? (reference[i] as number) : 0);
    const place = ((x - low) / (high - low)) * 255 + 0.5;
    expect(Math.abs(place - Math.round(place))).toBeLessThan(255 * 16 * U);
    expect(Math.abs((gpu[i] as number) - (cpu[i] as number))).toBe(0x01_0101);
  }
  expect(moved).toBeLessThan(count / 100);
  expect(new Set(cpu).size).toBeGreaterThan(250);
  expect(cpu.includes(hidden)).toBe(MASKED === 1);
});

test("NaN has no colour; infinities have the colours of the ends", async () => {
  const values = [NaN, Infinity, -Infinity, low, high, 0];
  const zero = values.map(() => 0);
  for (const DIFFERENCE of [0, 1]) {
    const { gpu, cpu } = (await runOne(device, pictureCase(values, zero, zero, { DIFFERENCE })))("pixels");
    expect(gpu).toEqual(cpu);
    expect([...cpu]).toEqual([hidden, lut[255], lut[0], lut[0], lut[255], lut[109]]);
  }
});
