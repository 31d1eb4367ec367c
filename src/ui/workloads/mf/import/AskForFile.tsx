/**
 * Shown when an experiment needs a file that has not been opened. Gives the file's checksum and offers ways to
 * continue.
 */
import { useEffect, useRef, useState } from "react";
import { usePage } from "../../../parts/context.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { startDataLab, type DataLabClient } from "../../../../store/files/data-lab.ts";
import { EXAMPLE_CHECKSUM, exampleFile } from "../../../../store/files/example-ratings.ts";
import { keptFile } from "../../../../store/files/kept-file.ts";
import { showFile, takeUsedFile, useChosenFile } from "./chosen-file.ts";
import { ChooseFile } from "./ChooseFile.tsx";

export function AskForFile() {
  const { file: checksum } = useMatrix((state) => state.config);
  const userFile = useMatrix((state) => state.userFile);
  const { choosePreset, trainOn } = useMatrixActions();
  const [kept, setKept] = useState<File>();
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const file = checksum === EXAMPLE_CHECKSUM ? exampleFile() : await keptFile(checksum);
      if (isCurrent) setKept(file);
    };
    void look();
    return () => {
      isCurrent = false;
    };
  }, [checksum]);
  const chosen = useChosenFile();
  const reading = useRef<DataLabClient>(undefined);
  // A file that is chosen meanwhile, or other data, end the reading.
  useEffect(() => () => reading.current?.dispose(), [chosen]);
  const goOn = async (file: File): Promise<void> => {
    reading.current?.dispose();
    const client = (reading.current = startDataLab(() => showFile(file)));
    const facts = await client.lab.open(file.name, file);
    // The view says why a file is refused.
    if ("refusal" in facts) showFile(file);
    else {
      trainOn(await client.lab.file(), facts, {});
      takeUsedFile(file);
    }
    client.dispose();
  };
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
        <button type="button" className="primary" onClick={() => void goOn(kept)}>
          Go on with {kept.name}
        </button>
      )}
      <ChooseFile primary={!kept}>Choose the file…</ChooseFile>
      {first && (
        <button type="button" onClick={() => choosePreset(first)}>
          Open “{first.title}” instead
        </button>
      )}
    </section>
  );
}
