/** Ready ways through the lessons for one hour of teaching. */
import type { LessonPlace } from "./course.ts";

interface Stop extends LessonPlace {
  readonly minutes: number;
  /** The sentence that the class takes away. */
  readonly message: string;
}

interface Path {
  readonly name: string;
  readonly aim: string;
  readonly stops: readonly Stop[];
}

export const PREREQUISITES = "Matrix products, the singular value decomposition, and gradient descent.";

const SHORT: readonly Stop[] = [
  { lesson: "waiting", screen: 1, minutes: 4, message: "Singular values are learned one after another." },
  { lesson: "waiting", screen: 2, minutes: 1, message: "One number for each direction tells the wait." },
  { lesson: "waiting", screen: 3, minutes: 1, message: "Half the ε, twice the wait." },
  { lesson: "waiting", screen: 4, minutes: 2, message: "The length of a plateau can be computed." },
  { lesson: "subspace", screen: 1, minutes: 4, message: "Each layer moves in 2r directions." },
  { lesson: "subspace", screen: 3, minutes: 3, message: "A quiet direction keeps its partner." },
  { lesson: "subspace", screen: 4, minutes: 5, message: "Four lines prove it, and the blocks close up." },
  { lesson: "compression", screen: 1, minutes: 3, message: "The first gradient says which directions move." },
  { lesson: "compression", screen: 2, minutes: 3, message: "The small network takes the same path." },
  {
    lesson: "compression",
    screen: 4,
    minutes: 3,
    message: "The use is completion, where the answer is not known.",
  },
  { lesson: "completion", screen: 1, minutes: 3, message: "With hidden entries, fixed outer factors stall." },
  { lesson: "completion", screen: 2, minutes: 3, message: "Outer factors that learn repair it." },
  { lesson: "lora", screen: 2, minutes: 3, message: "LoRA spreads over all its directions." },
  { lesson: "deep-lora", screen: 1, minutes: 1, message: "Three small factors write the same update." },
  { lesson: "deep-lora", screen: 2, minutes: 2, message: "Its update keeps to few directions." },
  { lesson: "deep-lora", screen: 3, minutes: 2, message: "Tiny gradients choose them." },
  { lesson: "deep-lora", screen: 4, minutes: 2, message: "A rank guessed too high hardly changes them." },
];

export const PATHS: readonly Path[] = [
  {
    name: "45 minutes",
    aim: "Students can say why a small network may take the path of a large one, and when it may not.",
    stops: SHORT,
  },
  {
    name: "90 minutes",
    aim: "Students can also say what low rank, depth and a small start do, and where compression fails.",
    stops: [
      { lesson: "low-rank", screen: 1, minutes: 2, message: "A low-rank matrix is a sum of few patterns." },
      { lesson: "low-rank", screen: 2, minutes: 2, message: "Noise needs all of its patterns." },
      { lesson: "low-rank", screen: 3, minutes: 4, message: "Low rank can be completed, noise cannot." },
      {
        lesson: "product",
        screen: 1,
        minutes: 5,
        message: "Each factor sees the residual through the others.",
      },
      { lesson: "product", screen: 2, minutes: 4, message: "A product couples entries." },
      ...SHORT.slice(0, 4),
      { lesson: "depth", screen: 1, minutes: 2, message: "Both depths can fit all that they see." },
      { lesson: "depth", screen: 2, minutes: 2, message: "Depth 3 recovers the matrix, depth 2 memorizes." },
      { lesson: "depth", screen: 3, minutes: 2, message: "False values do not catch up." },
      { lesson: "depth", screen: 4, minutes: 5, message: "A far smaller start does it at depth 2, too." },
      ...SHORT.slice(4, 12),
      { lesson: "completion", screen: 3, minutes: 2, message: "γ has a price: a smaller largest rate." },
      {
        lesson: "completion",
        screen: 4,
        minutes: 4,
        message: "An equally narrow random network needs another ε.",
      },
      { lesson: "limits", screen: 1, minutes: 5, message: "Too few entries leave columns open." },
      { lesson: "limits", screen: 2, minutes: 3, message: "Too small an r̂ fails." },
      {
        lesson: "limits",
        screen: 3,
        minutes: 3,
        message: "Too large a rate fails, the compressed network first.",
      },
      ...SHORT.slice(12),
    ],
  },
];

export const pathsThrough = (lesson: LessonPlace["lesson"]): string[] =>
  PATHS.filter(({ stops }) => stops.some((stop) => stop.lesson === lesson)).map(({ name }) => name);
