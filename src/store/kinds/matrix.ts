/** The playground of matrix factorization: the common one, and what only its page parts do. */
import { createFileActions, type FileActions } from "../files/file-actions.ts";
import { createOwnData, type OwnDataActions } from "../files/own-data.ts";
import { createPictureActions, type PictureActions } from "../files/picture-actions.ts";
import {
  createPlayground,
  type Playground,
  type PlaygroundActions,
  type PlaygroundHost,
} from "../playground.ts";
import type { Matrix } from "./matrix-state.ts";
import { MF } from "./mf.ts";

type OwnActions = OwnDataActions & PictureActions & FileActions;

export interface MatrixPlayground extends Playground<Matrix> {
  readonly actions: PlaygroundActions<Matrix> & OwnActions;
}

/** The actions of the page parts of matrix factorization. */
export const ownActions = ({ store, data, engine, actions }: Playground<Matrix>): OwnActions => ({
  ...createOwnData(store, engine, actions),
  ...createPictureActions(store, engine),
  ...createFileActions(store, data, engine),
});

export function createMatrixPlayground(host: PlaygroundHost): MatrixPlayground {
  const playground = createPlayground<Matrix>(MF, host);
  return { ...playground, actions: { ...playground.actions, ...ownActions(playground) } };
}
