import { describe, expect, it } from "vitest";
import { encodeLink } from "../../../src/experiment/link.ts";
import { LESSONS, openingOf } from "../../../src/experiment/lessons/lessons.ts";
import { decodePage, encodePage } from "../../../src/experiment/lessons/place.ts";
import { repairExperiment } from "../../../src/experiment/repair.ts";

describe("lessons", () => {
  it("are numbered from 1, each with three exercises and a source for its claims", () => {
    expect(LESSONS.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { exercises, sources } of LESSONS) {
      expect(exercises).toHaveLength(3);
      expect(sources.length).toBeGreaterThan(0);
    }
  });

  it("set up experiments that need no repair, in links of less than 300 characters", () => {
    for (const { setups, exercises } of LESSONS)
      for (const { fields } of [...Object.values(setups), ...exercises]) {
        const { experiment, repairs } = repairExperiment(fields);
        expect(repairs).toEqual([]);
        expect(encodePage(experiment, { lesson: 9, screen: 4 }).length).toBeLessThan(300);
      }
  });
});

describe("the lesson in a link", () => {
  it("goes there and back beside an experiment", () => {
    const experiment = openingOf(4);
    const page = decodePage(`#${encodePage(experiment, { lesson: 4, screen: 2 })}`);
    expect(page).toEqual({ experiment, repairs: [], lesson: { lesson: 4, screen: 2 } });
  });

  it("alone opens the lesson’s own experiment, at the first screen unless said", () => {
    const page = decodePage("#v=1&lesson=7");
    expect(page.lesson).toEqual({ lesson: 7, screen: 1 });
    expect(encodeLink(page.experiment)).toBe(encodeLink(openingOf(7)));
  });

  it("that does not exist is said so; a screen past the end is the last one", () => {
    expect(decodePage("#v=1&lesson=12").repairs).toHaveLength(1);
    expect(decodePage("#v=1&lesson=%3Cb%3E").lesson).toBeUndefined();
    expect(decodePage("#v=1&lesson=3.99").lesson).toEqual({ lesson: 3, screen: 4 });
  });
});
