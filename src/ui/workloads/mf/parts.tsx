/** The parts of the page that only matrix factorization has. */
import { isOpenFile } from "../../../store/files/own-data.ts";
import { nearestSpectraSentence } from "../../../store/run/spectra-step.ts";
import { lazyPart } from "../../parts/lazily.tsx";
import { useMatrix, useMatrixActions, useMatrixViews, withRun } from "./context.ts";

export const AskForFile = lazyPart<object>(async () => (await import("./import/AskForFile.tsx")).AskForFile);

/** Offers the usual settings of a file whose earlier settings were kept. */
export function UsualSettings() {
  const usual = useMatrix((state) => (state.usual?.told === state.repairs ? state.usual : undefined));
  const { open } = useMatrixActions();
  return (
    usual && (
      <button type="button" onClick={() => open(usual.config, "play")}>
        Take the file’s usual settings
      </button>
    )
  );
}

const Own = lazyPart<object>(async () => (await import("./own/YourData.tsx")).YourData);

/** Stands beside the run as long as the user's file is open. */
export function YourData() {
  const isOpen = useMatrix(({ userFile, config }) => isOpenFile(config, userFile));
  return isOpen && <Own />;
}

const Readout = lazyPart<object>(async () =>
  withRun((await import("./pictures/EntryReadout.tsx")).EntryReadout),
);

/**
 * Shows the values at the selected entry while the user points at a picture, because the readout below the
 * first screen would be out of sight.
 */
export function StripReadout() {
  const isPointing = useMatrix((state) => state.run !== undefined && state.entry !== undefined);
  return (
    isPointing && (
      <div className="strip-entry" aria-hidden="true">
        <Readout />
      </div>
    )
  );
}

export function LookingAt({ step }: { readonly step: number }) {
  const data = useMatrixViews();
  return nearestSpectraSentence([...data.models.values()], step);
}

export const Foot = lazyPart<object>(async () => (await import("./Foot.tsx")).Foot);
