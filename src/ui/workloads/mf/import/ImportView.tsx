/** The view for a user file: choose a file, preview the matrix to train on, and use it. */
import { useEffect, useState } from "react";
import { formatCount } from "../../../../store/format.ts";
import { exampleFile } from "../../../../store/files/example-ratings.ts";
import { FILE_LIMITS, startDataLab, type DataLabClient } from "../../../../store/files/data-lab.ts";
import { keptFile } from "../../../../store/files/kept-file.ts";
import { useMatrix } from "../context.ts";
import { Facts } from "../../../parts/Facts.tsx";
import { useAnswer } from "../use-answer.ts";
import { Sheet } from "../../../parts/Sheet.tsx";
import { FileButton } from "../../../parts/FileButton.tsx";
import { returnToUsedFile, showFile, useChosenFile, cancelReading } from "./chosen-file.ts";
import type { FileFacts, Refusal } from "../../../../jobs/data/data-lab.ts";
import { FilePreview } from "./FilePreview.tsx";
import "../../../styles/panels/import.css";

export function ImportView() {
  const { file } = useChosenFile();
  useEffect(() => returnToUsedFile, []);
  return (
    <Sheet
      title="Your own file"
      width="64rem"
      summary="Choose a matrix, a table, ratings or a picture. This device reads it; nothing is uploaded."
    >
      {file ? <OpenedFile key={keyOf(file)} file={file} /> : <NoFile />}
    </Sheet>
  );
}

/** A file that was changed and then chosen again counts as a new file. */
const keyOf = ({ name, size, lastModified }: File): string => `${name} ${size} ${lastModified}`;

function NoFile() {
  const wanted = useMatrix(({ config }) => (config.data === "file" ? config.file : ""));
  const { cancelled } = useChosenFile();
  const kept = useAnswer<File>(keptFile);
  const { bytes, side, values, ratings, trained, pixels } = FILE_LIMITS;
  return (
    <div className="sheet-body import-empty">
      {cancelled !== undefined && (
        <p role="status">
          Reading {cancelled} was cancelled. Nothing of it was kept, and the run is unchanged.
        </p>
      )}
      {wanted && <p>The experiment needs the file with checksum {wanted}.</p>}
      <div className="import-target">
        <FileButton label="File" primary onChoose={showFile}>
          Choose a file…
        </FileButton>
        <p>or drop it anywhere on the page</p>
        {kept && (
          <button type="button" onClick={() => showFile(kept)}>
            Go on with {kept.name}
          </button>
        )}
        <button type="button" onClick={() => showFile(exampleFile())}>
          Take made-up ratings
        </button>
      </div>
      <Facts
        facts={{
          Tables: "CSV or TSV, with or without names; an empty cell is missing. NPY. Matrix Market.",
          Ratings: "Lines “user item rating”, as in MovieLens: u.data, ratings.dat, ratings.csv.",
          Pictures: "PNG, JPEG, WebP, PGM.",
          Limits: `${bytes / 2 ** 20} MB; tables of ${formatCount(side)} rows, ${formatCount(side)} columns and ${formatCount(values)} values; ${formatCount(ratings)} ratings; pictures of ${pixels / 1e6} million pixels. Larger files are refused. At most ${formatCount(trained)} × ${formatCount(trained)} values train with all entries. A larger table or list trains on its known entries only.`,
        }}
      />
    </div>
  );
}

/** Shows a file that is loading, was refused, or is ready for its preview. */
function OpenedFile({ file }: { readonly file: File }) {
  const [answer, setAnswer] = useState<{
    readonly client: DataLabClient;
    readonly found: FileFacts | Refusal;
  }>();
  useEffect(() => {
    const client = startDataLab((reason) =>
      setAnswer({ client, found: { refusal: `Reading the file failed: ${reason}` } }),
    );
    void client.lab.open(file.name, file).then((found) => setAnswer({ client, found }));
    return () => client.dispose();
  }, [file]);

  if (!answer)
    return (
      <div className="sheet-body import-empty">
        <p role="status">
          Reading {file.name}, {(file.size / 2 ** 20).toFixed(1)} MB…
        </p>
        <progress aria-label="Reading" />
        <button type="button" onClick={cancelReading}>
          Cancel
        </button>
      </div>
    );
  const { client, found } = answer;
  if (!("refusal" in found)) return <FilePreview client={client} facts={found} />;
  return (
    <div className="sheet-body import-empty">
      <div className="banner error" role="alert">
        <p>
          <strong>{file.name} cannot be used.</strong> {found.refusal}
        </p>
      </div>
      <div>
        <FileButton label="File" primary onChoose={showFile}>
          Choose another file…
        </FileButton>
      </div>
    </div>
  );
}
