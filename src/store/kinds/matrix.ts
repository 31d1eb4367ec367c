/** The playground of matrix factorization: the common one, and what only its page parts do. */
import { createFileActions, type FileActions } from "../files/file-actions.ts";
import { createOwnData, type OwnDataActions } from "../files/own-data.ts";
import { createPictureActions, type PictureActions } from "../files/picture-actions.ts";
import { createComparisons, type ComparisonActions } from "../pins/comparison.ts";
import {
  createPlayground,
  type Playground,
  type PlaygroundActions,
  type PlaygroundHost,
} from "../playground.ts";
import type { WorkloadKind } from "../kind.ts";
import type { Matrix } from "./matrix-state.ts";
import { MF } from "./mf.ts";

export interface MatrixPlayground extends Playground<Matrix> {
  readonly actions: PlaygroundActions<Matrix> &
    ComparisonActions &
    OwnDataActions &
    PictureActions &
    FileActions;
}

/** `kind` may have more members for the page. */
export function createMatrixPlayground(
  host: PlaygroundHost,
  kind: WorkloadKind<Matrix> = MF,
): MatrixPlayground {
  const playground = createPlayground<Matrix>(kind, host);
  const { store, data, engine, actions, announce } = playground;
  return {
    ...playground,
    actions: {
      ...actions,
      ...createComparisons(store, engine, actions, actions, announce),
      ...createOwnData(store, engine, actions),
      ...createPictureActions(store, engine),
      ...createFileActions(store, data, engine),
    },
  };
}
