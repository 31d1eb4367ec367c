/** Where an experiment is about a file that is not here: what is missing, and the ways on. */
import { PRESETS } from "../../experiment/presets.ts";
import { t } from "../../store/text.ts";
import { useActions, usePlayground } from "../context.ts";
import { ChooseFile } from "./ChooseFile.tsx";

export function AskForFile() {
  const { file: checksum } = usePlayground((state) => state.experiment);
  const ownFile = usePlayground((state) => state.ownFile);
  const { choosePreset } = useActions();
  const [photograph] = PRESETS;
  return (
    <section className="banner" aria-label={t("File needed")}>
      <div>
        <p>
          <strong>{t("This experiment needs a file that is not open here.")}</strong>{" "}
          {checksum && t("Its checksum is {checksum}.", { checksum })}{" "}
          {ownFile &&
            t("The open file, {name}, has {checksum}.", ownFile as { name: string; checksum: string })}
        </p>
        <p>
          {t(
            "A link holds the settings and the checksum, never the file. Choose the file on this device; it is compared and stays here.",
          )}
        </p>
      </div>
      <ChooseFile primary>{t("Choose the file…")}</ChooseFile>
      {photograph && (
        <button type="button" onClick={() => choosePreset(photograph)}>
          {t("Show a photograph instead")}
        </button>
      )}
    </section>
  );
}
