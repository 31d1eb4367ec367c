/**
 * The page's colours in light and dark: text can be read, curves can be seen, and networks can be told apart
 * without full colour vision.
 */
import { readFileSync } from "node:fs";
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
  type Color,
} from "culori";
import { describe, expect, it } from "vitest";
import { LINE_STYLES } from "../../../src/ui/workloads/mf/looks.ts";

/** Minimum contrasts from WCAG 1.4.3 and 1.4.11. */
const TEXT = 4.5;
const GRAPHICS = 3;
/** CIEDE2000 difference at which thin lines side by side cannot be confused; 1 is just noticeable. */
const APART = 11;

const BASE = readFileSync("src/ui/styles/base.css", "utf8");
const TOKENS = [...BASE.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)];
const THEMES = { light: 2, dark: 3 } as const;
type Theme = keyof typeof THEMES;

const colour = (theme: Theme, token: string): Color => {
  const found = parse(TOKENS.find(([, name]) => name === token)?.[THEMES[theme]] ?? "");
  if (!found) throw new Error(`base.css has no colour --${token}`);
  return found;
};
/** Whether two line styles have different numbers of dashes per period, or a dash that is twice as long. */
function differ(one = "Infinity", other = "Infinity"): boolean {
  const dashesOf = (pattern: string): number[] =>
    pattern
      .split(" ")
      .map(Number)
      .filter((_, i) => i % 2 === 0);
  const [first, second] = [dashesOf(one), dashesOf(other)];
  const [less = 0, more = 0] = [Math.max(...first), Math.max(...second)].toSorted((a, b) => a - b);
  return first.length !== second.length || more >= 2 * less;
}

const curveOf = ({ colour: value }: { readonly colour: string }): string => value.slice("var(--".length, -1);

/** Pairs of [foreground, background]. */
const WRITTEN: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ["text", "muted", "accent", "danger", "warning"],
    ["ground", "panel"],
  ],
  [["text", "muted"], ["accent-soft"]],
  [["on-accent"], ["accent"]],
  [["thin"], ["panel"]],
];
const VISIONS: readonly (readonly [string, (colour: Color) => Color])[] = [
  ["full colour vision", (one) => one],
  ["deuteranopia", filterDeficiencyDeuter(1)],
  ["protanopia", filterDeficiencyProt(1)],
  ["tritanopia", filterDeficiencyTrit(1)],
];
const DRAWN: readonly string[] = ["control-border", "accent", ...Object.values(LINE_STYLES).map(curveOf)];

describe.each(["light", "dark"] as const)("colours, %s", (theme) => {
  const faint = (tops: readonly string[], grounds: readonly string[], least: number): string[] =>
    tops.flatMap((top) =>
      grounds
        .filter((ground) => wcagContrast(colour(theme, top), colour(theme, ground)) < least)
        .map((ground) => `${top} on ${ground}`),
    );

  it("of text have 4.5:1 on every ground", () => {
    expect(WRITTEN.flatMap(([tops, grounds]) => faint(tops, grounds, TEXT))).toEqual([]);
  });

  it("of curves and controls have 3:1", () => {
    expect(faint(DRAWN, ["ground", "panel"], GRAPHICS)).toEqual([]);
  });

  it.each(VISIONS)("tell any two networks apart, or their lines do: %s", (_name, seen) => {
    const distance = differenceCiede2000();
    const looks = Object.entries(LINE_STYLES);
    const alike = looks.flatMap(([a, one], i) =>
      looks.slice(i + 1).flatMap(([b, other]) => {
        const [first, second] = [one, other].map((look) => seen(colour(theme, curveOf(look))));
        const apart = first && second ? distance(first, second) : 0;
        return apart < APART && !differ(one.dash, other.dash) ? [`${a} and ${b}: ${apart.toFixed(1)}`] : [];
      }),
    );
    expect(alike).toEqual([]);
  });
});
