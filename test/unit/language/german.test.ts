/** German is complete, says no more than the page does, and puts the same values in place. */
import { expect, it } from "vitest";
import { FIELDS } from "../../../src/experiment/experiment.ts";
import { PRESETS } from "../../../src/experiment/presets.ts";
import { GERMAN, GERMAN_PARTS } from "../../../src/store/catalogues/de.ts";
import { readSource } from "./source-texts.ts";

/** What the experiment says of itself, and the page says in the reader's language. */
const described = [
  ...FIELDS.flatMap((field) => [
    field.label,
    field.help,
    field.formula,
    ...("because" in field ? [field.because, field.ends] : []),
  ]),
  ...PRESETS.map(({ title }) => title),
].filter((text) => text !== undefined);

const keys = new Set([...readSource(["src"]).keys.keys(), ...described]);
/** A value may stand twice. */
const names = (text: string): string =>
  [...new Set([...text.matchAll(/\{\w+\}/g)].map(([name]) => name))].toSorted().join(" ");

it("has every sentence of the interface", () => {
  const lacking = [...keys].filter((key) => !(key in GERMAN));
  expect(lacking, "to be added to src/store/catalogues/de/").toEqual([]);
});

it("has no sentence that the interface no longer says", () => {
  const stale = Object.keys(GERMAN).filter((key) => !keys.has(key));
  expect(stale, "to be taken out of src/store/catalogues/de/").toEqual([]);
});

it("has each sentence once", () => {
  const all = GERMAN_PARTS.flatMap(Object.keys);
  expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([]);
});

it("puts the same values in place", () => {
  const differing = Object.entries(GERMAN).filter(([english, german]) => names(english) !== names(german));
  expect(differing).toEqual([]);
});
