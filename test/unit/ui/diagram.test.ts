import { describe, expect, it } from "vitest";
import { layoutDiagram, type DiagramBlock, type DiagramRow } from "../../../src/ui/diagram/blocks.ts";

const block = (rows: number, cols: number): DiagramBlock => ({
  id: `${rows}×${cols}`,
  name: "W",
  rows,
  cols,
});
const AXIS = { low: 1e-3, high: 2 };

function row(d: number, shapes: readonly (readonly [number, number])[]): DiagramRow {
  return {
    id: "n",
    name: "n",
    colour: "black",
    blocks: shapes.map(([rows, cols]) => block(rows, cols)),
    product: block(d, d),
    result: "",
    axis: AXIS,
    productAxis: AXIS,
  };
}

const original = (d: number, depth: number) =>
  row(
    d,
    Array.from({ length: depth }, () => [d, d] as const),
  );
const compressed = (d: number, depth: number, k: number) =>
  row(d, [[k, d], ...Array.from({ length: depth }, () => [k, k] as const), [d, k]]);

describe("the layout of the network diagram", () => {
  it.each([
    [16, 2],
    [128, 3],
    [128, 8],
    [2048, 8],
  ])("fits d = %i, L = %i into its box, both networks at one scale", (d, depth) => {
    const rows = [original(d, depth), compressed(d, depth, Math.ceil(d / 10))];
    const box = { width: 620, height: 560 };
    const { scale, slots, arrow } = layoutDiagram(rows, box);
    expect(scale).toBeGreaterThan(0);
    expect(rows.length * d * scale).toBeLessThanOrEqual(box.height);
    for (const widths of slots)
      expect(widths.reduce((sum, width) => sum + width + arrow, 0)).toBeLessThanOrEqual(box.width);
    // The diagram fills its space in one of the two directions.
    const used = Math.max(
      ...slots.map((widths) => widths.reduce((sum, width) => sum + width + arrow, arrow)),
    );
    expect(used > box.width - 2 || 2 * d * scale > 300 || scale === 12).toBe(true);
  });

  /** The original with lenses on its blocks of k × k. */
  const lensed = (d: number, depth: number, k: number): DiagramRow => {
    const { blocks, ...rest } = original(d, depth);
    const picture = { pixels: new Uint8ClampedArray(4 * k * k), rows: k, cols: k, isSigned: true };
    return {
      ...rest,
      blocks: blocks.map((one) => ({ ...one, lens: { picture, colour: "red", isPart: true } })),
    };
  };

  it.each([
    ["below the matrices with the spectra, in high rows", { width: 740, height: 600 }, [false, true]],
    ["beside the matrices, in low and wide rows", { width: 560, height: 300 }, [true, false]],
    ["below the matrices without spectra, on a phone", { width: 366, height: 360 }, [false, false]],
  ])("places lenses %s", (_, box, [isLensBeside, hasSpectra]) => {
    const rows = [lensed(128, 3, 12), lensed(128, 3, 12)];
    const fingers = box.width < 400 ? { slotMin: 44, arrow: 8 } : {};
    const layout = layoutDiagram(rows, box, fingers);
    expect(layout).toMatchObject({ isLensBeside, hasSpectra });
    expect(layout.lens).toBeGreaterThanOrEqual(44);
    expect(layout.scale * 128).toBeGreaterThanOrEqual(44);
    for (const widths of layout.slots)
      expect(widths.reduce((sum, width) => sum + width + layout.arrow, 0)).toBeLessThanOrEqual(box.width);
  });

  it("takes smaller lenses where large ones would leave the matrices no width", () => {
    const { lens, scale, slots, arrow } = layoutDiagram([lensed(32, 3, 4)], { width: 310, height: 500 });
    expect(lens).toBeGreaterThan(0);
    expect(32 * scale).toBeGreaterThanOrEqual(12);
    for (const widths of slots)
      expect(widths.reduce((sum, width) => sum + width + arrow, arrow)).toBeLessThanOrEqual(310);
  });

  it("gives the lenses of deep networks the width of their matrices", () => {
    const { blocks, ...rest } = compressed(128, 8, 12);
    const [first, ...others] = blocks as [DiagramBlock, ...DiagramBlock[]];
    const small = [first, ...lensed(12, 8, 12).blocks, ...others.slice(8)];
    const rows = [lensed(128, 8, 12), { ...rest, blocks: small }];
    const { lens, scale } = layoutDiagram(rows, { width: 738, height: 622 });
    expect(lens).toBeGreaterThanOrEqual(52);
    expect(lens).toBeLessThanOrEqual(128 * scale);
  });

  it("draws a matrix of few entries no larger than twelve pixels an entry", () => {
    expect(layoutDiagram([original(4, 2)], { width: 2000, height: 2000 }).scale).toBe(12);
  });
});
