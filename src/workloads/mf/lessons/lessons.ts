/**
 * The lessons that open beside matrix factorization. Sizes are small, so that each run ends within seconds on a
 * laptop's CPU.
 */
import { COMPLETION } from "./completion.ts";
import { COMPRESSION } from "./compression.ts";
import { DEPTH } from "./depth.ts";
import type { MatrixLesson } from "./setups.ts";
import { LIMITS } from "./limits.ts";
import { LOW_RANK } from "./low-rank.ts";
import { PRODUCT } from "./product.ts";
import { SUBSPACE } from "./subspace.ts";
import { WAITING } from "./waiting.ts";

export const MATRIX_LESSONS: readonly MatrixLesson[] = [
  LOW_RANK,
  PRODUCT,
  WAITING,
  DEPTH,
  SUBSPACE,
  COMPRESSION,
  COMPLETION,
  LIMITS,
];
