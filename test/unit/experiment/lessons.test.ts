import { describe, expect, it } from "vitest";
import { encodeLink } from "../../../src/experiment/link.ts";
import { LESSON_IDS } from "../../../src/experiment/lessons/lesson.ts";
import { lessonOf, LESSONS, openingOf } from "../../../src/experiment/lessons/lessons.ts";
import { decodePage, encodePage, lessonLink } from "../../../src/experiment/lessons/place.ts";
import { repairExperiment } from "../../../src/experiment/repair.ts";

describe("lessons", () => {
  it("have the ids by which links name them, each with three exercises and a source for its claims", () => {
    expect(LESSONS.map(({ id }) => id)).toEqual(LESSON_IDS);
    for (const { exercises, sources } of LESSONS) {
      expect(exercises).toHaveLength(3);
      expect(sources.length).toBeGreaterThan(0);
    }
  });

  it("set up experiments that need no repair, in links of less than 300 characters", () => {
    for (const { id, screens, setups, exercises } of LESSONS)
      for (const { fields } of [...Object.values(setups), ...exercises]) {
        const { experiment, repairs } = repairExperiment(fields);
        expect(repairs).toEqual([]);
        expect(encodePage(experiment, { lesson: id, screen: screens }).length).toBeLessThan(300);
      }
  });

  it("name ε and the number of steps in every experiment: defaults may move", () => {
    for (const { id, setups, exercises } of LESSONS)
      for (const { fields } of [...Object.values(setups), ...exercises]) {
        expect(fields, id).toHaveProperty("epsilon");
        expect(fields, id).toHaveProperty("steps");
      }
  });

  it("ask every question before the last screen, in the order of the screens", () => {
    for (const { id, questions, screens } of LESSONS) {
      const asked = Object.values(questions).map(({ screen }) => screen);
      expect(asked.length, id).toBeGreaterThan(0);
      expect(asked, id).toEqual(asked.toSorted((a, b) => a - b));
      expect(Math.max(...asked), id).toBeLessThan(screens);
    }
  });
});

describe("the lesson in a link", () => {
  it("goes there and back beside an experiment", () => {
    const experiment = openingOf("depth");
    const place = { lesson: "depth", screen: 2 } as const;
    const page = decodePage(`#${encodePage(experiment, place)}`);
    expect(page).toEqual({ experiment, repairs: [], lesson: place });
  });

  it("alone opens the lesson’s own experiment, at the first screen unless the link says another", () => {
    const page = decodePage("#v=2&lesson=completion");
    expect(page.lesson).toEqual({ lesson: "completion", screen: 1 });
    expect(encodeLink(page.experiment)).toBe(encodeLink(openingOf("completion")));
    const third = { lesson: "waiting", screen: 3 } as const;
    expect(decodePage(`#${lessonLink(third)}`)).toMatchObject({ lesson: third, repairs: [] });
  });

  it("is answered with a notice where no lesson has that name; a screen past the end is the last one", () => {
    for (const unknown of ["12", "0", "toString", "%3Cb%3E", "depth.x", "Depth"]) {
      const { lesson, repairs } = decodePage(`#v=1&lesson=${unknown}`);
      expect([lesson, repairs.length], unknown).toEqual([undefined, 1]);
    }
    expect(decodePage("#v=1&lesson=waiting.99").lesson).toEqual({ lesson: "waiting", screen: 4 });
    expect(decodePage("#v=1&lesson=waiting.0").lesson).toEqual({ lesson: "waiting", screen: 1 });
  });
});

describe("a link of the first edition", () => {
  it("opens the successor of the lesson that it names, at the screen that has the text now, with a notice", () => {
    const now = (old: string) => decodePage(`#v=1&lesson=${old}`);
    expect(now("5.2").lesson).toEqual({ lesson: "subspace", screen: 1 });
    expect(now("5.3").lesson).toEqual({ lesson: "subspace", screen: 5 });
    expect(now("6.4").lesson).toEqual({ lesson: "compression", screen: 6 });
    expect(now("9").lesson).toEqual({ lesson: "adapters", screen: 1 });
    expect(now("9").repairs.join()).toContain("lesson 9 of the first edition");
    LESSON_IDS.forEach((id, i) => {
      const { lesson, repairs, experiment } = now(`${i + 1}`);
      expect(lesson).toEqual({ lesson: id, screen: 1 });
      expect(repairs).toHaveLength(1);
      expect(repairs[0]).toContain(lessonOf(id).title);
      expect(encodeLink(experiment)).toBe(encodeLink(openingOf(id)));
    });
  });

  it("keeps its settings", () => {
    const { experiment, lesson } = decodePage("#v=1&data=random&d=24&lesson=3.4");
    expect(experiment).toMatchObject({ data: "random", rows: 24, epsilon: 0.02 });
    expect(lesson).toEqual({ lesson: "waiting", screen: 4 });
  });
});
