/** Masks drawn by hand: what strokes do, and how a mask passes through text, link, repair and problem. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { decodeDrawing, DRAWING_TEXT, largestHidden, type Drawing } from "../../../src/math/drawing.ts";
import { drawMask } from "../../../src/workloads/mf/data/mask.ts";
import {
  blankDrawing,
  encodeDrawing,
  invert,
  openDrawing,
  shownFraction,
  stroke,
} from "../../../src/store/files/drawing.ts";

const at = (row: number, col: number) => ({ row, col });
/** `#` marks a hidden cell. */
const picture = ({ rows, cols, shown }: Drawing): string[] =>
  Array.from({ length: rows }, (_, i) =>
    shown.slice(i * cols, (i + 1) * cols).reduce((line, value) => line + (value === 0 ? "#" : "."), ""),
  );

describe("strokes", () => {
  it("hide what the brush touches on its way, and show it again", () => {
    const line = stroke(blankDrawing(4, 6), at(1, 1), at(1, 4), 1, false);
    expect(picture(line)).toEqual(["......", ".####.", "......", "......"]);
    const wide = stroke(line, at(2, 2), at(2, 2), 2, true);
    expect(picture(wide)).toEqual(["......", ".#.##.", "......", "......"]);
    expect(picture(invert(wide))[1]).toBe("#.#..#");
    expect(shownFraction(line)).toBeCloseTo(20 / 24);
  });

  it("leave the drawing before them as it was", () => {
    const before = blankDrawing(3, 3);
    stroke(before, at(0, 0), at(2, 2), 3, false);
    expect(shownFraction(before)).toBe(1);
  });
});

describe("the largest hidden rectangle", () => {
  const drawn = (...lines: string[]): Drawing => ({
    rows: lines.length,
    cols: lines[0]?.length ?? 0,
    shown: Uint8Array.from(lines.join(""), (cell) => Number(cell !== "#")),
  });

  it.each<[string[], number, number]>([
    [["....", "...."], 0, 0],
    [["####", "####"], 2, 4],
    [["#...", ".#..", "..#.", "...#"], 1, 1],
    [[".##.", "####", ".##.", ".#.."], 3, 2],
    [["#.##", "####", "#.##"], 3, 2],
    [["#..#", "##.#", "#..#", "####"], 4, 1],
  ])("of %j is %i × %i", (lines, rows, cols) => {
    expect(largestHidden(drawn(...lines))).toEqual({ rows, cols });
  });

  it("may be higher than 255 cells, as in a drawing from a link", () => {
    const lines = Array.from({ length: 300 }, () => "#.");
    expect(largestHidden(drawn(...lines))).toEqual({ rows: 300, cols: 1 });
  });
});

describe("a drawing as text", () => {
  const drawing = fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
    .chain(([rows, cols]) =>
      fc
        .array(fc.integer({ min: 0, max: 1 }), { minLength: rows * cols, maxLength: rows * cols })
        .map((cells): Drawing => ({ rows, cols, shown: Uint8Array.from(cells) })),
    );

  it("comes back as it was, and goes through a link", () => {
    fc.assert(
      fc.property(drawing, (one) => {
        const text = encodeDrawing(one) ?? "";
        expect(decodeDrawing(text)).toEqual(one);
        const { config, repairs } = MF_CODEC.repair({ data: "random", mask: "drawn", drawn: text });
        expect(repairs).toEqual([]);
        expect(MF_CODEC.decode(MF_CODEC.encode(config))).toEqual({ config, repairs: [] });
      }),
    );
  });

  it("is short for what a hand draws, and refused where it is ragged", () => {
    let face = blankDrawing(128, 128);
    face = stroke(face, at(30, 30), at(90, 40), 12, false);
    face = stroke(face, at(100, 20), at(110, 100), 9, false);
    expect(encodeDrawing(face)?.length).toBeLessThan(700);
    const noise = { ...face, shown: face.shown.map((_, i) => ((i * 7919) % 13) % 2) };
    expect(encodeDrawing(noise)).toBeUndefined();
  });

  it("never throws, whatever it is", () => {
    const hostile = fc
      .tuple(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.stringMatching(/^[\w-]{0,60}$/),
      )
      .map(([rows, cols, code]) => `${rows}x${cols}.${code}`);
    fc.assert(
      fc.property(hostile, (text) => {
        expect(text).toMatch(DRAWING_TEXT);
        const { rows, cols, shown } = decodeDrawing(text);
        expect(shown).toHaveLength(rows * cols);
        expect(shown.every((value) => value === 0 || value === 1)).toBe(true);
      }),
    );
  });

  it("is dropped with a message if it is invalid", () => {
    const { config, repairs } = MF_CODEC.decode("#v=2&mask=drawn&drawn=0x4.AA");
    expect(config.drawn).toBe("");
    expect(repairs.join()).toContain("Drawn mask: “0x4.AA” is not possible here; left out.");
  });
});

describe("the mask of a problem", () => {
  const text = encodeDrawing(stroke(blankDrawing(4, 4), at(0, 0), at(0, 3), 1, false)) ?? "";

  it("takes what was drawn, at any size, whatever the seed", () => {
    expect([
      ...drawMask({ seed: 0, mask: "drawn", observed: 0.5, drawn: text }, { rows: 4, cols: 4 }).subarray(
        0,
        8,
      ),
    ]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    const larger = drawMask({ seed: 7, mask: "drawn", observed: 0.1, drawn: text }, { rows: 8, cols: 6 });
    expect(larger.slice(0, 12)).toEqual(new Float64Array(12));
    expect(larger.slice(12)).toEqual(new Float64Array(36).fill(1));
  });

  it("shows all known entries if nothing was drawn, and one entry if all were painted over", () => {
    expect(drawMask({ seed: 0, mask: "drawn", observed: 0.5 }, { rows: 3, cols: 3 })).toEqual(
      new Float64Array(9).fill(1),
    );
    const known = Float64Array.of(1, 0, 1, 1);
    expect([...drawMask({ seed: 0, mask: "drawn", observed: 0.5 }, { rows: 2, cols: 2, known })]).toEqual([
      ...known,
    ]);
    const nothing = encodeDrawing(invert(blankDrawing(3, 3))) ?? "";
    expect(
      drawMask({ seed: 0, mask: "drawn", observed: 0.5, drawn: nothing }, { rows: 3, cols: 3 }).reduce(
        (sum, value) => sum + value,
        0,
      ),
    ).toBe(1);
  });

  it("is opened on the grid of the current size, of at most 128 cells a side", () => {
    expect(picture(openDrawing(text, 2, 3))).toEqual(["###", "..."]);
    expect(openDrawing("", 300, 40)).toMatchObject({ rows: 128, cols: 40 });
  });
});
