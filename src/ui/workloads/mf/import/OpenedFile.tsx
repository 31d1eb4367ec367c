/** Shows a file that is loading, was refused, or is ready for its preview. */
import { useEffect, useState } from "react";
import type { FileFacts, Refusal } from "../../../../jobs/data/data-lab.ts";
import { startDataLab, type DataLabClient } from "../../../../store/files/data-lab.ts";
import { ChooseFile } from "./ChooseFile.tsx";
import { cancelReading } from "./chosen-file.ts";
import { FilePreview } from "./FilePreview.tsx";

interface Answer {
  readonly client: DataLabClient;
  readonly found: FileFacts | Refusal;
}

export function OpenedFile({ file }: { readonly file: File }) {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    const client = startDataLab((reason) =>
      setAnswer({ client, found: { refusal: `Reading the file failed: ${reason}` } }),
    );
    void client.lab.open(file.name, file).then((found) => setAnswer({ client, found }));
    return () => client.dispose();
  }, [file]);

  if (!answer) return <Reading file={file} />;
  const { client, found } = answer;
  if ("refusal" in found) return <Refused name={file.name} refusal={found.refusal} />;
  return <FilePreview client={client} facts={found} />;
}

function Reading({ file }: { readonly file: File }) {
  const size = (file.size / 2 ** 20).toFixed(1);
  return (
    <div className="sheet-body import-empty">
      <p role="status">
        Reading {file.name}, {size} MB…
      </p>
      <progress aria-label="Reading" />
      <button type="button" onClick={cancelReading}>
        Cancel
      </button>
    </div>
  );
}

function Refused({ name, refusal }: { readonly name: string; readonly refusal: string }) {
  return (
    <div className="sheet-body import-empty">
      <div className="banner error" role="alert">
        <p>
          <strong>{name} cannot be used.</strong> {refusal}
        </p>
      </div>
      <div>
        <ChooseFile primary>Choose another file…</ChooseFile>
      </div>
    </div>
  );
}
