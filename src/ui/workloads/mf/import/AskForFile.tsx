/**
 * Shown when an experiment needs a file that has not been opened. Gives the file's checksum and offers ways to
 * continue.
 */
import { PRESETS } from "../../../../experiment/presets.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { ChooseFile } from "./ChooseFile.tsx";

export function AskForFile() {
  const { file: checksum } = useMatrix((state) => state.config);
  const userFile = useMatrix((state) => state.userFile);
  const { choosePreset } = useMatrixActions();
  const [first] = PRESETS;
  return (
    <section className="banner file-needed" aria-label="File needed">
      <div>
        <p>
          <strong>This experiment needs a file that is not open here.</strong>{" "}
          {checksum && `Its checksum is ${checksum}.`}{" "}
          {userFile && `The open file, ${userFile.name}, has the checksum ${userFile.checksum}.`}
        </p>
        <p>
          A link holds the settings and the checksum, never the file. Choose the file on this device. The page
          compares the checksums and does not send the file anywhere.
        </p>
      </div>
      <ChooseFile primary>Choose the file…</ChooseFile>
      {first && (
        <button type="button" onClick={() => choosePreset(first)}>
          Open “{first.title}” instead
        </button>
      )}
    </section>
  );
}
