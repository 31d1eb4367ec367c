/** Chooses the data. The user must first choose and preview a file of their own. */
import type { ChoiceField, DataId } from "../../experiment/experiment.ts";
import { useActions } from "../parts/context.ts";
import { IMPORT_VIEW } from "../import/chosen-file.ts";
import { openView } from "../views/open-view.ts";
import { ChoiceControl } from "./ChoiceControl.tsx";

export function DataControl({ field }: { readonly field: ChoiceField }) {
  const { change } = useActions();
  return (
    <ChoiceControl
      field={field}
      onChoose={(option) => (option === "file" ? openView(IMPORT_VIEW) : change({ data: option as DataId }))}
    />
  );
}
