/** The page of matrix factorization for tests: its playground with the actions of its own parts, and its first state. */
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { ownActions, type MatrixPlayground } from "../../../src/store/kinds/matrix.ts";
import { OWN, type Matrix, type PlaygroundState } from "../../../src/store/kinds/matrix-state.ts";
import { MF } from "../../../src/store/kinds/mf.ts";
import { createPlayground, type PlaygroundHost } from "../../../src/store/playground.ts";
import * as states from "../../../src/store/state.ts";
import type { BackendChoice } from "../../../src/library/api.ts";

export function createMatrixPlayground(host: PlaygroundHost): MatrixPlayground {
  const playground = createPlayground<Matrix>(MF, host);
  return { ...playground, actions: { ...playground.actions, ...ownActions(playground) } };
}

export function startState(
  experiment: Experiment,
  repairs: readonly string[],
  backend: BackendChoice,
): PlaygroundState {
  const state = states.startState(experiment as unknown as states.Config, repairs, backend);
  return { ...(state as unknown as PlaygroundState), ...OWN };
}
