/** Every text of the interface can be translated. */
import { expect, it } from "vitest";
import { readSource } from "./source-texts.ts";

const { unwritten, bare } = readSource(["src"]);

/** Lessons are English. */
const isLesson = (place: string): boolean => place.startsWith("src/ui/lessons/content/");
/** Where `t` itself is made of its parts. */
const isText = (place: string): boolean => place.startsWith("src/store/text.ts");

it("has its words in t(…), rich(…) or sentence(…), or marked by translate or lang", () => {
  expect(bare.filter((place) => !isLesson(place))).toEqual([]);
});

it("has its English sentences written out there: what is chosen from a table is a sentence(…) and said by say(…)", () => {
  expect(unwritten.filter((place) => !isText(place))).toEqual([]);
});
