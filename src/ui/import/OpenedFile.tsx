/** A file being read, refused, or ready to be looked at. */
import { useEffect, useState } from "react";
import type { FileFacts, Refusal } from "../../engine/data-lab.ts";
import { startDataLab, type DataLabClient } from "../../store/data-lab.ts";
import { say, sentence, t, type Sentence } from "../../store/text.ts";
import { ChooseFile } from "./ChooseFile.tsx";
import { forgetFile } from "./chosen-file.ts";
import { FilePreview } from "./FilePreview.tsx";

interface Answer {
  readonly client: DataLabClient;
  readonly found: FileFacts | Refusal;
}

export function OpenedFile({ file }: { readonly file: File }) {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    const client = startDataLab((reason) =>
      setAnswer({ client, found: { refusal: sentence("Reading the file failed: {reason}", { reason }) } }),
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
    <div className="import-empty">
      <p role="status">{t("Reading {name}, {size} MB…", { name: file.name, size })}</p>
      <progress aria-label={t("Reading")} />
      <button type="button" onClick={forgetFile}>
        {t("Cancel")}
      </button>
    </div>
  );
}

function Refused({ name, refusal }: { readonly name: string; readonly refusal: Sentence }) {
  return (
    <div className="import-empty">
      <div className="banner error" role="alert">
        <p>
          <strong>{t("{name} cannot be used.", { name })}</strong> {say(refusal)}
        </p>
      </div>
      <div>
        <ChooseFile primary>{t("Choose another file…")}</ChooseFile>
      </div>
    </div>
  );
}
