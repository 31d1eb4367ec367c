/** Shows facts about a file, and a preview of its selected part: values, missing cells, singular values. */
import { useEffect, useState } from "react";
import type { Decay, FileFacts, FileSettings, Preview, Refusal } from "../../../../jobs/data/data-lab.ts";
import { leftOut, type DataLabClient } from "../../../../store/files/data-lab.ts";
import { settingsFor } from "../../../../store/files/own-data.ts";
import { needsFile } from "../../../../store/state.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { closeSheet } from "../../../parts/Sheet.tsx";
import { ChooseFile } from "./ChooseFile.tsx";
import { keepFile } from "./chosen-file.ts";
import { DecayPlot } from "./DecayPlot.tsx";
import { FileTable } from "./FileTable.tsx";
import { PreviewPicture } from "./PreviewPicture.tsx";
import { PartForm } from "./PartForm.tsx";
import { isWhole, partOf, startSettings, takeOf, withSide } from "./settings.ts";
import { WholePicture } from "./WholePicture.tsx";

interface Props {
  readonly client: DataLabClient;
  readonly facts: FileFacts;
}

export function FilePreview({ client, facts }: Props) {
  const experiment = useMatrix((state) => state.config);
  const isMissing = useMatrix(needsFile);
  const { trainOn } = useMatrixActions();
  const before = settingsFor(experiment, facts.checksum);
  const [settings, setSettings] = useState(() => startSettings(facts, before ?? facts.first));
  const { preview, whole, decay, isDecayCurrent } = usePreview(client, facts, settings);
  const left = leftOut(facts, settings);
  const refusal = preview && "refusal" in preview ? preview.refusal : undefined;
  const wanted = experiment.data === "file" ? experiment.file : "";

  const use = async (button: HTMLButtonElement): Promise<void> => {
    const file = await client.lab.file();
    const crop = isWhole(facts, settings) ? [] : settings.crop;
    // Averages are made of all entries of the file.
    const own = takeOf(facts, settings) === "average" ? ({ entries: "all" } as const) : {};
    trainOn(file, facts, { ...(before ? {} : facts.first), ...settings, crop, ...own });
    keepFile();
    closeSheet({ currentTarget: button });
  };

  return (
    <div className="import-body">
      <div className="stack">
        <FileTable facts={facts} />
        {facts.remarks.map((remark) => (
          <p key={remark}>{remark}</p>
        ))}
        {wanted === facts.checksum && <p>The checksum matches the experiment’s.</p>}
        {isMissing && wanted !== facts.checksum && (
          <p className="warning">This is not the experiment’s file, whose checksum is {wanted}.</p>
        )}
        {left && <p role="status">{left}</p>}
        <PartForm facts={facts} settings={settings} onChange={setSettings} />
        {refusal && (
          <p className="warning" role="alert">
            {refusal}
          </p>
        )}
        <p className="note">
          The networks see the fraction p of the known cells and are tested on the rest. With p = 1 they see
          all of them.
        </p>
      </div>
      <div className="import-pictures stack" aria-busy={!isDecayCurrent}>
        {whole && !("refusal" in whole) && (
          <WholePicture preview={whole} facts={facts} part={partOf(facts, settings)} />
        )}
        {preview && !("refusal" in preview) && <PreviewPicture preview={preview} />}
        {decay && !("refusal" in decay) && !refusal && <DecayPlot decay={decay} />}
      </div>
      <div className="import-actions row">
        <button
          type="button"
          className="primary"
          disabled={!preview || refusal !== undefined}
          onClick={(event) => void use(event.currentTarget)}
        >
          Use it
        </button>
        <ChooseFile>Choose another file…</ChooseFile>
      </div>
    </div>
  );
}

/** The longer side of a small picture of the whole file, shown if a part is selected. */
const WHOLE_SIDE = 128;

/**
 * Computes the pictures first, then the singular values. With new settings, the earlier results stay until the new ones
 * replace them.
 */
function usePreview({ lab }: DataLabClient, facts: FileFacts, settings: FileSettings) {
  const [whole, setWhole] = useState<Preview | Refusal>();
  const [preview, setPreview] = useState<Preview | Refusal>();
  const [decay, setDecay] = useState<{ readonly of: FileSettings; readonly values: Decay | Refusal }>();
  useEffect(() => {
    let current = true;
    const show = async (): Promise<void> => {
      const made = await lab.preview(settings);
      if (!current) return;
      setPreview(made);
      if ("refusal" in made) return;
      const all = withSide(facts, { ...settings, crop: [] }, WHOLE_SIDE);
      const wholePreview = isWhole(facts, settings) ? undefined : await lab.preview(all);
      if (!current) return;
      setWhole(wholePreview);
      const decayed = await lab.decay(settings);
      if (current) setDecay({ of: settings, values: decayed });
    };
    void show();
    return () => {
      current = false;
    };
  }, [lab, facts, settings]);
  return { preview, whole, decay: decay?.values, isDecayCurrent: decay?.of === settings };
}
