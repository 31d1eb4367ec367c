import { MATRIX } from "../store/steps.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { renderToString } from "katex";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { COURSE, LESSON_IDS, type LessonId } from "../../../src/experiment/lessons/course.ts";
import { openingFields } from "../../../src/experiment/lessons/lesson.ts";
import { LESSONS, lessonOf } from "../../../src/workloads/lessons.ts";
import { MATRIX_LESSONS } from "../../../src/workloads/lessons.ts";
import { PATHS } from "../../../src/experiment/lessons/paths.ts";
import { lessonLink, placeOf } from "../../../src/experiment/lessons/place.ts";
import { decodeAddress, encodeAddress } from "../../../src/store/config.ts";
import { FEDERATED } from "../../../src/store/kinds/federated.ts";
import { FINETUNE } from "../../../src/store/kinds/finetune.ts";
import { workloadOfHash } from "../../../src/store/address.ts";
import type { Config } from "../../../src/store/state.ts";
import { MLP } from "../../../src/store/kinds/digits.ts";
import { CODECS } from "../../../src/workloads/codecs.ts";
import { PredictionSlip } from "../../../src/ui/lessons/HandOut.tsx";

const OTHER_LESSONS = LESSONS.filter(({ workload }) => workload !== "mf");
const KINDS = { mlp: MLP, finetune: FINETUNE, federated: FEDERATED } as const;

function opening(id: LessonId) {
  return MF_CODEC.repair(openingFields(lessonOf(id))).config;
}

describe("lessons", () => {
  it("have the ids by which links name them, each with three exercises and a source for its claims", () => {
    expect(LESSONS.map(({ id }) => id)).toEqual(LESSON_IDS);
    for (const { exercises, sources } of LESSONS) {
      expect(exercises).toHaveLength(3);
      expect(sources.length).toBeGreaterThan(0);
    }
  });

  it("set up experiments that need no repair, in links of less than 300 characters", () => {
    for (const { id, workload, setups, exercises } of OTHER_LESSONS)
      for (const { fields } of [...Object.values(setups), ...exercises]) {
        expect(workload).not.toBe("mf");
        if (workload === "mf") continue;
        const { config, repairs } = CODECS[workload].repair(fields);
        expect(repairs, id).toEqual([]);
        const link = encodeAddress(KINDS[workload], config as unknown as Config, { lesson: id, screen: 1 });
        expect(link.length, id).toBeLessThan(300);
      }
    for (const { id, screens, setups, exercises } of MATRIX_LESSONS)
      for (const { fields } of [...Object.values(setups), ...exercises]) {
        const { config, repairs } = MF_CODEC.repair(fields);
        expect(repairs).toEqual([]);
        expect(
          encodeAddress(MATRIX, config as unknown as Config, { lesson: id, screen: screens }).length,
        ).toBeLessThan(300);
      }
  });

  it("name ε and the number of steps in every experiment: defaults may move", () => {
    for (const { id, setups, exercises } of LESSONS)
      for (const { fields } of [...Object.values(setups), ...exercises])
        expect(fields, id).toHaveProperty("steps");
    for (const { id, setups, exercises } of MATRIX_LESSONS)
      for (const { fields } of [...Object.values(setups), ...exercises])
        expect(fields, id).toHaveProperty("epsilon");
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

describe("a lesson’s formulas", () => {
  const texts = LESSONS.flatMap(({ summary, exercises, sources }) => [
    ...summary,
    ...exercises.flatMap(({ task, answer }) => [task, answer]),
    ...sources.map(({ claim }) => claim),
  ]);

  it("are TeX between two dollar signs, and nothing outside of them is", () => {
    const outside = (text: string): string =>
      text
        .split("$")
        .filter((_, i) => i % 2 === 0)
        .join("");
    expect(texts.filter((text) => text.split("$").length % 2 === 0)).toEqual([]);
    expect(texts.filter((text) => /[_^\\{}]/.test(outside(text)))).toEqual([]);
    const formulas = texts.flatMap((text) => text.split("$").filter((_, i) => i % 2 === 1));
    expect(formulas.length).toBeGreaterThan(50);
    for (const tex of formulas) renderToString(tex, { strict: "error" });
  });
});

describe("the slip for predictions", () => {
  it("has a line with the place, the text and the choices of each question of the course", () => {
    const slip = renderToStaticMarkup(createElement(PredictionSlip));
    const questions = LESSONS.flatMap(({ id, questions: asked }) =>
      Object.values(asked).map((question) => ({
        ...question,
        at: `${LESSON_IDS.indexOf(id) + 1}.${question.screen}`,
      })),
    );
    const lines = slip.split("<tr>").slice(1);
    expect(lines).toHaveLength(questions.length);
    questions.forEach(({ at, text, options }, i) => {
      for (const part of [`>${at}<`, text, ...Object.values(options).map((option) => `☐ ${option}`)])
        expect(lines[i]).toContain(part);
    });
  });
});

describe("the lesson in a link", () => {
  it("goes there and back beside an experiment", () => {
    const experiment = opening("depth");
    const place = { lesson: "depth", screen: 2 } as const;
    const page = decodeAddress(MATRIX, `#${encodeAddress(MATRIX, experiment as unknown as Config, place)}`);
    expect(page).toEqual({ config: experiment, repairs: [], lesson: place, results: undefined });
  });

  it("alone opens the lesson’s own experiment, at the first screen unless the link says another", () => {
    const page = decodeAddress(MATRIX, "#v=2&lesson=completion");
    expect(page.lesson).toEqual({ lesson: "completion", screen: 1 });
    expect(MF_CODEC.encode(page.config as unknown as Experiment)).toBe(
      MF_CODEC.encode(opening("completion")),
    );
    const third = { lesson: "waiting", screen: 3 } as const;
    expect(decodeAddress(MATRIX, `#${lessonLink(third)}`)).toMatchObject({ lesson: third, repairs: [] });
  });

  it("is answered with a notice where no lesson has that name; a screen past the end is the last one", () => {
    for (const unknown of [
      "13",
      "0",
      "function toString() { [native code] }",
      "%3Cb%3E",
      "depth.x",
      "Depth",
    ]) {
      const { lesson, repairs } = decodeAddress(MATRIX, `#v=2&lesson=${unknown}`);
      expect([lesson, repairs.length], unknown).toEqual([undefined, 1]);
    }
    expect(decodeAddress(MATRIX, "#v=2&lesson=waiting.99").lesson).toEqual({ lesson: "waiting", screen: 5 });
    expect(decodeAddress(MATRIX, "#v=2&lesson=waiting.0").lesson).toEqual({ lesson: "waiting", screen: 1 });
  });
});

describe("a link of the first edition", () => {
  it("opens the successor of the lesson that it names, at the screen that has the text now, with a notice", () => {
    const now = (old: string) => decodeAddress(MATRIX, `#v=2&lesson=${old}`);
    expect(now("5.2").lesson).toEqual({ lesson: "subspace", screen: 1 });
    expect(now("5.3").lesson).toEqual({ lesson: "subspace", screen: 5 });
    expect(now("6.4").lesson).toEqual({ lesson: "compression", screen: 6 });
    LESSON_IDS.slice(0, 8).forEach((id, i) => {
      const { lesson, repairs, config } = now(`${i + 1}`);
      expect(lesson).toEqual({ lesson: id, screen: 1 });
      expect(repairs).toHaveLength(1);
      expect(repairs[0]).toContain(COURSE[id].title);
      expect(MF_CODEC.encode(config as unknown as Experiment)).toBe(MF_CODEC.encode(opening(id)));
    });
  });

  it("keeps its settings", () => {
    const { config, lesson } = decodeAddress(MATRIX, "#v=2&data=random&d=24&lesson=3.4");
    expect(config).toMatchObject({ data: "random", rows: 24, epsilon: 0.02 });
    expect(lesson).toEqual({ lesson: "waiting", screen: 5 });
  });
});

describe("a lesson beside another workload", () => {
  it("opens that workload’s page, also from a link of the first edition or of a replaced lesson", () => {
    expect(workloadOfHash("#v=2&lesson=rates.2")).toBe("mlp");
    expect(workloadOfHash("#v=2&id=mlp&lesson=waiting")).toBe("mf");
    for (const old of ["9.2", "adapters.2"]) {
      const hash = `#v=2&lesson=${old}`;
      expect(workloadOfHash(hash)).toBe("finetune");
      const { config, lesson, repairs } = decodeAddress(FINETUNE, hash);
      expect(lesson).toEqual({ lesson: "lora", screen: 2 });
      expect(config["methods"]).toEqual(["lora"]);
      expect(repairs).toHaveLength(1);
      expect(repairs[0]).toContain(COURSE.lora.title);
    }
  });

  it("alone opens its first experiment; beside settings, the defaults too, it keeps them", () => {
    for (const { id, workload, setups } of OTHER_LESSONS) {
      if (workload === "mf") continue;
      const kind = KINDS[workload];
      const place = { lesson: id, screen: 2 } as const;
      const { config, lesson, repairs } = decodeAddress(kind, `#${lessonLink(place)}`);
      expect([lesson, repairs]).toEqual([place, []]);
      expect(config).toMatchObject(Object.values(setups)[0]?.fields ?? {});
      const usual = CODECS[workload].repair({}).config as unknown as Config;
      const back = decodeAddress(kind, `#${encodeAddress(kind, usual, place)}`);
      expect(kind.encode(back.config)).toBe(kind.encode(usual));
      expect(back.lesson).toEqual(place);
    }
  });

  it("is no lesson of matrix factorization", () => {
    expect(placeOf("#v=2&lesson=lora").place).toEqual({ lesson: "lora", screen: 1 });
    expect(decodeAddress(MATRIX, "#v=2&lesson=lora").lesson).toBeUndefined();
  });
});

describe("a ready path", () => {
  it("takes the minutes of its name, and asks each question before the screens that wait for it", () => {
    for (const { name, stops } of PATHS) {
      expect(`${stops.reduce((sum, { minutes }) => sum + minutes, 0)} minutes`).toBe(name);
      const isStop = (lesson: LessonId, screen: number): boolean =>
        stops.some((stop) => stop.lesson === lesson && stop.screen === screen);
      const skipped = stops.flatMap(({ lesson, screen }) =>
        Object.values(LESSONS.find(({ id }) => id === lesson)?.questions ?? {})
          .filter((asked) => asked.screen < screen && !isStop(lesson, asked.screen))
          .map((asked) => `${lesson}.${asked.screen}`),
      );
      expect(skipped).toEqual([]);
    }
  });
});
