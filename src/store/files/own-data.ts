/** Passes a user file to the engine for later experiments with `data: "file"`. */
import type { StoreApi } from "zustand/vanilla";
import { MF_CODEC } from "../../workloads/mf/config/link.ts";
import type { FileFacts } from "../../jobs/data/data-lab.ts";
import type { Engine } from "../../library/api.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import type { Actions } from "../actions.ts";
import { changeExperiment, keptFields } from "../change.ts";
import type { Matrix, PlaygroundState } from "../kinds/matrix-state.ts";

export interface OwnDataActions {
  /** Trains on a file with these settings. The user's other settings stay. */
  readonly trainOn: (file: UserFile, facts: FileFacts, settings: Partial<Experiment>) => void;
  /** The file that was opened last, as the engine got it. */
  readonly openedFile: () => UserFile | undefined;
}

export function createOwnData(
  store: StoreApi<PlaygroundState>,
  engine: Engine,
  actions: Pick<Actions<Matrix>, "open">,
): OwnDataActions {
  let opened: UserFile | undefined;
  return {
    openedFile: () => opened,
    trainOn(file, { name, checksum, rows, cols, inColour }, settings) {
      const { rowNames, colNames, notation } = file.matrix;
      store.setState({ userFile: { name, checksum, rows, cols, inColour, rowNames, colNames, notation } });
      opened = file;
      void engine.provide(file);
      const changes = { ...settings, data: "file", file: checksum } as const;
      const { config: before, byHand } = store.getState();
      const { networks, seed } = before;
      // Another part of the same file keeps all settings. A new file brings its own, except for those changed by hand.
      const isNew = !settingsFor(before, checksum);
      const kept = isNew ? keptFields(before, changes, byHand) : [];
      const own = Object.fromEntries(kept.map((field) => [field.name, before[field.name]]));
      const usual = MF_CODEC.repair({ networks, ...changes, seed });
      const { config, repairs } = isNew
        ? MF_CODEC.repair({ networks, ...changes, ...own, seed })
        : changeExperiment(before, changes);
      actions.open(config, "play");
      if (kept.length === 0) {
        store.setState({ repairs });
        return;
      }
      const told = [...repairs, `Kept from the earlier data: ${kept.map(({ label }) => label).join(", ")}.`];
      store.setState({ repairs: told, usual: { told, config: usual.config }, byHand });
    },
  };
}

/** Whether an experiment uses the file that is open. */
export const isOpenFile = (
  { data, file }: Experiment,
  open: { readonly checksum: string } | undefined,
): boolean => data === "file" && open !== undefined && (file === "" || file === open.checksum);

/** Whether two experiments use the same matrix from the same file. */
export function isSameMatrix(a: Experiment, b: Experiment): boolean {
  const taken = ({ data, file, channel, crop, rows, cols }: Experiment): string =>
    [data, file, channel, ...crop, rows, cols].join();
  return a.data === "file" && taken(a) === taken(b);
}

/** The experiment's settings for this file, if the experiment uses it. */
export function settingsFor(experiment: Experiment, checksum: string): Experiment | undefined {
  return experiment.data === "file" && experiment.file === checksum ? experiment : undefined;
}
