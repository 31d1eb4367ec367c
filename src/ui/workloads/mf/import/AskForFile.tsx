/** Shown when an experiment needs a file that is not open: its checksum, and ways to continue. */
import { useCallback, useEffect, useState } from "react";
import { usePage } from "../../../parts/context.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { startDataLab } from "../../../../store/files/data-lab.ts";
import { EXAMPLE_CHECKSUM, exampleFile } from "../../../../store/files/example-ratings.ts";
import { keptFile } from "../../../../store/files/kept-file.ts";
import { showFile, takeUsedFile } from "./chosen-file.ts";
import { useAnswer } from "../use-answer.ts";
import { FileButton } from "../../../parts/FileButton.tsx";

export function AskForFile() {
  const { file: checksum } = useMatrix((state) => state.config);
  const userFile = useMatrix((state) => state.userFile);
  const { choosePreset, trainOn } = useMatrixActions();
  const kept = useAnswer(
    useCallback(async () => (checksum === EXAMPLE_CHECKSUM ? exampleFile() : keptFile(checksum)), [checksum]),
  );
  const [reading, setReading] = useState<File>();
  useEffect(() => {
    if (!reading) return undefined;
    const client = startDataLab(() => showFile(reading));
    const read = async (): Promise<void> => {
      const facts = await client.lab.open(reading.name, reading);
      // The view says why a file is refused.
      if ("refusal" in facts) showFile(reading);
      else {
        trainOn(await client.lab.file(), facts, {});
        takeUsedFile(reading);
      }
    };
    void read();
    // Other data, chosen meanwhile, end the reading.
    return () => client.dispose();
  }, [reading, trainOn]);
  const [first] = usePage().presets;
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
      {kept && (
        <button type="button" className="primary" onClick={() => setReading(kept)}>
          Go on with {kept.name}
        </button>
      )}
      <FileButton label="File" primary={!kept} onChoose={showFile}>
        Choose the file…
      </FileButton>
      {first && (
        <button type="button" onClick={() => choosePreset(first)}>
          Open “{first.title}” instead
        </button>
      )}
    </section>
  );
}
