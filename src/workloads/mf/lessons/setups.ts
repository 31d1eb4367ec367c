/**
 * The experiments of the lessons beside matrix factorization. A lesson opens with its first one. They stand apart from
 * the lessons' texts, because the page needs them from its start.
 */
import type { Experiment } from "../config/fields.ts";
import { COURSE, type LessonId } from "../../../experiment/lessons/course.ts";
import type { Lesson, Setup } from "../../../experiment/lessons/lesson.ts";

export type MatrixLesson = Lesson<Partial<Experiment>>;

type Fields = Partial<Experiment>;

const photo: Fields = {
  data: "alpine",
  rows: 96,
  epsilon: 0.1,
  steps: 400,
  networks: ["original", "thin"],
};

const noise: Fields = { ...photo, data: "noise", steps: 300 };

const deep: Fields = {
  data: "random",
  rows: 48,
  rank: 2,
  epsilon: 0.02,
  steps: 1200,
  networks: ["original"],
};

const stairs: Fields = {
  task: "mf",
  data: "random",
  rows: 32,
  rank: 3,
  spectrum: "geometric",
  smallest: 0.25,
  epsilon: 0.02,
  rate: 0.25,
  networks: ["original"],
};

const few: Fields = {
  data: "random",
  rows: 96,
  rank: 4,
  observed: 0.2,
  epsilon: 0.02,
  steps: 2500,
  networks: ["original", "shallow"],
};
/** The matrix of lessons 6 and 7, of the last runs of lesson 4, and of most experiments of “Four edges”. */
const small: Fields = { data: "random", rows: 64, rank: 2, epsilon: 0.02 };
const easy: Fields = { ...small, steps: 1500, networks: ["original", "shallow"] };
const all: Fields = { ...easy, task: "mf", steps: 1000 };

/** A slider step for depth 2, whose initial scale ε_s is below the one that gives equal products. */
const smaller = (shallowEpsilon: number, text: string): Setup<Fields> => ({
  name: `depth 2 from a start of ${text}`,
  fields: { ...few, shallowEpsilon },
});

const still: Fields = {
  task: "mf",
  data: "random",
  rows: 32,
  rank: 2,
  rHat: 2,
  epsilon: 0.3,
  steps: 400,
  networks: ["original"],
};

const equal: Fields = { ...all, rHat: 4, networks: ["original", "yaras", "thin"] };

const half: Fields = { ...easy, rHat: 4, observed: 0.5, networks: ["original", "yaras"] };

export const EDGE: Fields = { ...small, networks: ["original", "yaras"] };

export const SETUPS = {
  "low-rank": {
    photo: { name: "a photograph, half of its pixels missing", fields: photo },
    noise: { name: "noise, half of its pixels missing", fields: noise },
  },
  product: {
    deep: { name: "depth 3 on a matrix with half of its entries hidden", fields: deep },
  },
  waiting: {
    wait: { name: "three singular values 1, ½, ¼ from ε = 0.02", fields: { ...stairs, steps: 1800 } },
    smaller: { name: "the same from ε = 0.01", fields: { ...stairs, epsilon: 0.01, steps: 3600 } },
  },
  depth: {
    few: { name: "depth 2 and 3, one entry in five", fields: few },
    start5: smaller(2.8e-5, "2.8e-5"),
    start6: smaller(1e-6, "1e-6"),
    start9: smaller(1e-9, "1e-9"),
    start12: smaller(1e-12, "1e-12"),
    easy: { name: "depth 2 and 3, half of the entries", fields: easy },
    all: { name: "depth 2 and 3, every entry", fields: all },
  },
  subspace: {
    still: { name: "every entry seen, gradient descent", fields: still },
    adam: { name: "the same with Adam", fields: { ...still, optimizer: "adam", rate: 0.003 } },
  },
  compression: { equal: { name: "original and compressed on the same matrix", fields: equal } },
  completion: {
    stuck: { name: "completion with U and V fixed (γ = 0)", fields: { ...half, gamma: 0 } },
    free: { name: "completion with γ = 3", fields: { ...half, gamma: 3 } },
    twin: {
      name: "compressed and narrow from the same ε",
      fields: { ...half, gamma: 3, steps: 2500, networks: ["yaras", "narrow"] },
    },
  },
  limits: {
    few: { name: "one entry in ten", fields: { ...EDGE, observed: 0.1, steps: 2000 } },
    small: { name: "r̂ = 2 for a matrix of rank 4", fields: { ...EDGE, rank: 4, rHat: 2, steps: 1500 } },
    fast: { name: "η̂ = 1.3", fields: { ...EDGE, rate: 1.3, steps: 600 } },
    noise: { name: "noise instead of a picture", fields: noise },
  },
} satisfies Partial<Record<LessonId, Readonly<Record<string, Setup<Fields>>>>>;

/** A lesson of the course with its experiments. */
export const lesson = (
  id: keyof typeof SETUPS,
  texts: Omit<MatrixLesson, "id" | "setups" | keyof (typeof COURSE)[LessonId]>,
): MatrixLesson => ({ id, ...COURSE[id], setups: SETUPS[id], ...texts });
