/** Shows among the settings which user file and which part of it is used, and lets the user change both. */
import { usePlayground } from "../../../parts/context.ts";
import { IMPORT_VIEW } from "../import/chosen-file.ts";
import { openView } from "../../../views/open-view.ts";
import { ChoiceControl } from "../../../controls/ChoiceControl.tsx";
import { fieldOf } from "../../../controls/presentation.ts";
import { formatCount } from "../../../../store/format.ts";

export function UserFile() {
  const { file: checksum, rows, cols, crop } = usePlayground((state) => state.config);
  const userFile = usePlayground((state) => state.userFile);
  const isHere = userFile && (checksum === "" || userFile.checksum === checksum);
  const part = crop.length === 4 ? crop : [0, 0, userFile?.rows ?? rows, userFile?.cols ?? cols];
  const averaged = rows < (part[2] ?? rows) || cols < (part[3] ?? cols);
  return (
    <>
      <div className="field own-file">
        <p className="own-file-name">
          {isHere ? userFile.name : `File with checksum ${checksum || "(any)"}`}
        </p>
        <p>
          {averaged
            ? `${formatCount(rows)} × ${formatCount(cols)}, averaged`
            : `${formatCount(rows)} × ${formatCount(cols)}`}
        </p>
        <button type="button" aria-haspopup="dialog" onClick={() => openView(IMPORT_VIEW)}>
          {isHere ? "Part and size…" : "Open the file…"}
        </button>
      </div>
      <Choice name="centre" />
      {isHere && userFile.inColour && <Choice name="channel" />}
    </>
  );
}

function Choice({ name }: { readonly name: "centre" | "channel" }) {
  const field = fieldOf(name);
  return field.kind === "choice" ? <ChoiceControl field={field} /> : null;
}
