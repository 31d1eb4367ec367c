/** The state of matrix factorization's page. */
import { type Experiment, type NetworkName, FIELDS } from "../../workloads/mf/config/fields.ts";
import type { MatrixFacts, MatrixSummary, NetworkSummary } from "../../workloads/mf/summary.ts";
import * as configs from "../config.ts";
import type { FileFacts } from "../../jobs/data/data-lab.ts";
import type { Notation } from "../../workloads/mf/data/files/imported.ts";
import * as states from "../state.ts";
import type { MatrixData } from "./matrix-data.ts";

export interface Matrix extends states.WorkloadTypes {
  readonly config: Experiment;
  readonly model: NetworkSummary;
  readonly facts: MatrixFacts & Pick<MatrixSummary, "pictureScale">;
  readonly data: MatrixData;
  readonly own: Own;
}

/** The properties of the source file that a table copies. */
export interface TableStyle {
  readonly rowNames?: readonly string[] | undefined;
  readonly colNames?: readonly string[] | undefined;
  readonly notation?: Notation | undefined;
}

/** The page's facts about the user's file. */
export type OwnFileFacts = Pick<FileFacts, "name" | "checksum" | "rows" | "cols" | "inColour"> & TableStyle;

/** Row and column, counted from 0. */
export interface Entry {
  readonly row: number;
  readonly col: number;
}

export type PictureId = "target" | "observed" | `${NetworkName} ${"estimate" | "difference"}`;

interface Own {
  /** The user's choice to compare with the original; `comparedOf` resolves it for this run. */
  readonly compared: NetworkName;
  /** The entry under the pointer, shown in all pictures. */
  readonly entry: Entry | undefined;
  /** The picture that the enlarged view shows. */
  readonly enlarged: PictureId;
  /** The user file that was opened last. */
  readonly userFile: OwnFileFacts | undefined;
  /** A file's usual settings, offered as long as the repairs `told` are shown, which name the kept settings. */
  readonly usual?: { readonly told: readonly string[]; readonly config: Experiment };
}

export const OWN: Own = { compared: "yaras", entry: undefined, enlarged: "target", userFile: undefined };

export type PlaygroundState = states.State<Matrix>;
export type LoadedRun = states.Run<Matrix>;
export type NetworkNow = states.ModelNow<Matrix>;
export type Pin = states.Pin<Matrix>;
export type Outcome = states.Outcome<Matrix>;

export const shownNetworks = (state: PlaygroundState): readonly NetworkNow[] => states.shownModels(state);

/** The name of each network in messages, tables and pictures. */
const NAMES: Readonly<Record<NetworkName, string>> = {
  original: "Original",
  yaras: "Compressed",
  thin: "Thin",
  kwon: "Compressed, spectral start",
  narrow: "Narrow",
  shallow: "Shallow",
  burerMonteiro: "Burer–Monteiro",
  spectral: "B.–M., spectral start",
  scaledGd: "ScaledGD",
  galore: "GaLore",
  altmin: "Alt. min.",
};

export const shortName = (id: NetworkName): string => NAMES[id];

export const networkNow = (networks: readonly NetworkNow[], id: NetworkName): NetworkNow | undefined =>
  networks.find((network) => network.id === id);

/** These take the place of a chosen network that is not trained, in this order; then any other does. */
const COMPRESSED: readonly NetworkName[] = ["yaras", "thin", "kwon"];

export function comparedOf(
  networks: readonly { readonly id: NetworkName }[],
  wanted: NetworkName,
): NetworkName | undefined {
  const others = networks.map(({ id }) => id);
  return [wanted, ...COMPRESSED, ...others].find((id) => id !== "original" && others.includes(id));
}

const KIND = { fields: FIELDS };

type Outdated = Pick<PlaygroundState, "status" | "run" | "config" | "isRestarting">;

export const isEarlierRun = (state: Omit<Outdated, "status">): boolean => configs.isEarlierRun(KIND, state);
export const isOutdated = (state: Outdated): boolean => configs.isOutdated(KIND, state);
