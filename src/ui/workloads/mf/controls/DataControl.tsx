/**
 * Chooses the data. The option for a user file opens the view in which the user chooses and previews the file.
 */
import type { ChoiceField, DataId } from "../../../../experiment/experiment.ts";
import { useActions } from "../../../parts/context.ts";
import { IMPORT_VIEW } from "../import/chosen-file.ts";
import { openView } from "../../../views/open-view.ts";
import { ChoiceControl } from "../../../controls/ChoiceControl.tsx";

export function DataControl({ field }: { readonly field: ChoiceField }) {
  const { change } = useActions();
  return (
    <ChoiceControl
      field={field}
      onChoose={(option) => (option === "file" ? openView(IMPORT_VIEW) : change({ data: option as DataId }))}
    />
  );
}
