/** Chooses the observed entries. The option for a drawn mask opens the view in which the user draws it. */
import type { ChoiceField, Experiment } from "../../../../experiment/experiment.ts";
import { useActions, usePlayground } from "../../../parts/context.ts";
import { MASK_VIEW } from "../mask/mask-view.ts";
import { openView } from "../../../views/open-view.ts";
import { ChoiceControl } from "../../../controls/ChoiceControl.tsx";

export function MaskControl({ field }: { readonly field: ChoiceField }) {
  const { change } = useActions();
  const isDrawn = usePlayground(({ config }) => config.mask === "drawn");
  return (
    <>
      <ChoiceControl
        field={field}
        onChoose={(option) =>
          option === "drawn" ? openView(MASK_VIEW) : change({ mask: option as Experiment["mask"] })
        }
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
