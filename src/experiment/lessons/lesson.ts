/**
 * The parts of a lesson. Its prose is in the folder `lessons` of its workload in `src/ui/workloads/`. The summary, the
 * exercises and the sources may contain formulas in TeX between dollar signs.
 */
import type { WorkloadId } from "../link-keys.ts";
import type { LessonId } from "./course.ts";

/** The fields of a config that differ from its workload's defaults. */
export type Settings = Readonly<Record<string, unknown>>;

export interface Setup<S extends Settings = Settings> {
  /** A noun phrase for the experiment, e.g. "depth 2 and 3, few entries". */
  readonly name: string;
  readonly fields: S;
}

interface Question {
  /** The screen that asks the question, counted from 1. */
  readonly screen: number;
  readonly text: string;
  /** The answers by key. */
  readonly options: Readonly<Record<string, string>>;
}

interface Exercise<S extends Settings = Settings> {
  readonly task: string;
  readonly fields: S;
  readonly answer: string;
}

interface Source {
  readonly claim: string;
  readonly reference: string;
  readonly address?: string;
}

export interface Lesson<S extends Settings = Settings> {
  readonly id: LessonId;
  readonly title: string;
  /** The page that opens beside the lesson. */
  readonly workload: WorkloadId;
  readonly question: string;
  readonly minutes: number;
  /** Number of screens. The last one holds the summary with a figure, the exercises and the sources. */
  readonly screens: number;
  /** The experiments. The page opens the lesson with the first one. */
  readonly setups: Readonly<Record<string, Setup<S>>>;
  /** The questions, in the lesson's order. */
  readonly questions: Readonly<Record<string, Question>>;
  /** Two lines to remember. */
  readonly summary: readonly [string, string];
  readonly exercises: readonly Exercise<S>[];
  readonly sources: readonly Source[];
}

/** Settings of a lesson's first experiment. */
export const openingFields = <S extends Settings>({ setups }: Pick<Lesson<S>, "setups">): S | Settings =>
  Object.values(setups)[0]?.fields ?? {};

/** Works cited in the lessons. */
export const YARAS = {
  reference:
    "Yaras, Wang, Balzano, Qu: Compressible Dynamics in Deep Overparameterized Low-Rank Learning & Adaptation, ICML 2024",
  address: "https://arxiv.org/abs/2406.04112",
};
export const LAW = {
  reference:
    "Yaras, Wang, Hu, Zhu, Balzano, Qu: The Law of Parsimony in Gradient Descent for Learning Deep Linear Networks, 2023",
  address: "https://arxiv.org/abs/2306.01154",
};
export const ARORA = {
  reference: "Arora, Cohen, Hu, Luo: Implicit Regularization in Deep Matrix Factorization, NeurIPS 2019",
  address: "https://arxiv.org/abs/1905.13655",
};
export const SAXE = {
  reference:
    "Saxe, McClelland, Ganguli: Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, ICLR 2014",
  address: "https://arxiv.org/abs/1312.6120",
};
export const CANDES = {
  reference:
    "Candès, Recht: Exact Matrix Completion via Convex Optimization, Foundations of Computational Mathematics 2009",
  address: "https://arxiv.org/abs/0805.4471",
};
export const LORA = {
  reference: "Hu et al.: LoRA: Low-Rank Adaptation of Large Language Models, ICLR 2022",
  address: "https://arxiv.org/abs/2106.09685",
};
export const HERE = { reference: "Measured here, in this lesson’s runs" };
export const KWON = {
  reference:
    "Kwon, Zhang, Song, Balzano, Qu: Efficient Low-Dimensional Compression of Overparameterized Models, AISTATS 2024",
  address: "https://arxiv.org/abs/2311.05061",
};
export const GALORE = {
  reference:
    "Zhao, Zhang, Chen, Wang, Anandkumar, Tian: GaLore: Memory-Efficient LLM Training by Gradient Low-Rank Projection, ICML 2024",
  address: "https://arxiv.org/abs/2403.03507",
};
