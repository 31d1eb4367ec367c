/** Controls of settings that need more than a list or a number: the data, the mask, the user's file. */
import type { ChoiceField, Field } from "../../../../experiment/fields.ts";
import { formatCount } from "../../../../store/format.ts";
import { isOpenFile } from "../../../../store/files/own-data.ts";
import type { Config } from "../../../../store/state.ts";
import { Choice, fieldOf } from "../../../controls/Fields.tsx";
import { usePage } from "../../../parts/context.ts";
import { openView } from "../../../parts/open.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { IMPORT_VIEW } from "../import/chosen-file.ts";
import { MASK_VIEW } from "../mask/mask-view.ts";

export interface ControlProps {
  readonly field: Field<Config>;
}

/** The option for a user file opens the view in which the user chooses and previews the file. */
export function DataControl({ field }: ControlProps) {
  const { change } = useMatrixActions();
  return (
    <Choice
      field={field as ChoiceField<Config>}
      onChoose={(option) => (option === "file" ? openView(IMPORT_VIEW) : change({ [field.name]: option }))}
    />
  );
}

/** Chooses the observed entries. The option for a drawn mask opens the view in which the user draws it. */
export function MaskControl({ field }: ControlProps) {
  const { change } = useMatrixActions();
  const isDrawn = useMatrix(({ config }) => config.mask === "drawn");
  return (
    <>
      <Choice
        field={field as ChoiceField<Config>}
        onChoose={(option) => (option === "drawn" ? openView(MASK_VIEW) : change({ [field.name]: option }))}
      />
      {isDrawn && (
        <div className="field">
          <button type="button" aria-haspopup="dialog" onClick={() => openView(MASK_VIEW)}>
            Draw the mask
          </button>
        </div>
      )}
    </>
  );
}

/** Shows which user file and which part of it is used, and lets the user change both. */
export function UserFile() {
  const page = usePage();
  const config = useMatrix((state) => state.config);
  const { file: checksum, rows, cols, crop } = config;
  const userFile = useMatrix((state) => state.userFile);
  const isHere = userFile && isOpenFile(config, userFile);
  const part = crop.length === 4 ? crop : [0, 0, userFile?.rows ?? rows, userFile?.cols ?? cols];
  const averaged = rows < (part[2] ?? rows) || cols < (part[3] ?? cols);
  const choices = ["centre", ...(isHere && userFile.inColour ? ["channel"] : [])];
  return (
    <>
      <div className="field">
        <p>{isHere ? userFile.name : `File with checksum ${checksum || "(any)"}`}</p>
        <p>
          {averaged
            ? `${formatCount(rows)} × ${formatCount(cols)}, averaged`
            : `${formatCount(rows)} × ${formatCount(cols)}`}
        </p>
        <button type="button" aria-haspopup="dialog" onClick={() => openView(IMPORT_VIEW)}>
          {isHere ? "Part and size…" : "Open the file…"}
        </button>
      </div>
      {choices.map((name) => (
        <Choice key={name} field={fieldOf(page, name) as ChoiceField<Config>} />
      ))}
    </>
  );
}
