/** What a file holds, the part of it that is taken, and how that looks: values, holes, singular values. */
import { useEffect, useState } from "react";
import type { Decay, FileFacts, FileSettings, Look, Refusal } from "../../engine/data-lab.ts";
import type { DataLabClient } from "../../store/data-lab.ts";
import { settingsFor } from "../../store/own-data.ts";
import { useActions, usePlayground } from "../context.ts";
import { closeSheet } from "../Sheet.tsx";
import { ChooseFile } from "./ChooseFile.tsx";
import { keepFile } from "./chosen-file.ts";
import { DecayPlot } from "./DecayPlot.tsx";
import { FileTable } from "./FileTable.tsx";
import { LookPicture } from "./LookPicture.tsx";
import { PartForm } from "./PartForm.tsx";
import { isWhole, startSettings } from "./settings.ts";

interface Props {
  readonly client: DataLabClient;
  readonly facts: FileFacts;
}

export function FilePreview({ client, facts }: Props) {
  const experiment = usePlayground((state) => state.experiment);
  const { trainOn } = useActions();
  const before = settingsFor(experiment, facts.checksum);
  const [settings, setSettings] = useState(() => startSettings(facts, before ?? facts.first));
  const { look, decay } = usePreview(client, settings);
  const refusal = look && "refusal" in look ? look.refusal : undefined;
  const wanted = experiment.data === "file" ? experiment.file : "";

  const use = async (button: HTMLButtonElement): Promise<void> => {
    const file = await client.lab.file();
    const crop = isWhole(facts, settings) ? [] : settings.crop;
    trainOn(file, facts, { ...(before ? {} : facts.first), ...settings, crop });
    keepFile();
    closeSheet({ currentTarget: button });
  };

  return (
    <div className="import-body">
      <div className="import-about">
        <FileTable facts={facts} />
        {facts.remarks.map((remark) => (
          <p key={remark}>{remark}</p>
        ))}
        {wanted === facts.checksum && <p>The checksum is that of the experiment.</p>}
        {wanted !== "" && wanted !== facts.checksum && (
          <p className="warning">
            This is another file than that of the experiment: its checksum is {wanted}.
          </p>
        )}
        <PartForm facts={facts} settings={settings} onChange={setSettings} />
        {refusal && (
          <p className="warning" role="alert">
            {refusal}
          </p>
        )}
        <p className="note">
          The networks see a share p of the known cells and are measured on the rest; with p = 1 they see all.
          It is among the settings of the problem.
        </p>
      </div>
      <div className="import-looks" aria-busy={!decay}>
        {look && !("refusal" in look) && <LookPicture look={look} />}
        {decay && !("refusal" in decay) && !refusal && <DecayPlot decay={decay} />}
      </div>
      <div className="import-actions">
        <button
          type="button"
          className="primary"
          disabled={!look || refusal !== undefined}
          onClick={(event) => void use(event.currentTarget)}
        >
          Use it
        </button>
        <ChooseFile>Choose another file…</ChooseFile>
      </div>
    </div>
  );
}

/** The picture at once, then the singular values; what is asked for meanwhile replaces both. */
function usePreview({ lab }: DataLabClient, settings: FileSettings) {
  const [look, setLook] = useState<Look | Refusal>();
  const [decay, setDecay] = useState<Decay | Refusal>();
  useEffect(() => {
    let current = true;
    const show = async (): Promise<void> => {
      const looked = await lab.look(settings);
      if (!current) return;
      setLook(looked);
      if ("refusal" in looked) return;
      const decayed = await lab.decay(settings);
      if (current) setDecay(decayed);
    };
    void show();
    return () => {
      current = false;
    };
  }, [lab, settings]);
  return { look, decay };
}
