/** The buttons of the views, and the one that is open. */
import { Suspense, useState } from "react";
import { t } from "../../store/text.ts";
import { viewInAddress, VIEWS, writeViewToAddress } from "./views.ts";

export function ViewButtons() {
  const [open, setOpen] = useState(viewInAddress);
  const show = (id: string | null): void => {
    writeViewToAddress(id);
    setOpen(id);
  };
  const shown = VIEWS.find(({ id }) => id === open);
  return (
    <>
      {VIEWS.map(({ id, label }) => (
        <div className="tool" key={id}>
          <button type="button" onClick={() => show(id)} aria-haspopup="dialog">
            {t(label)}
          </button>
        </div>
      ))}
      {shown && (
        <Suspense fallback={null}>
          <shown.Component onClose={() => show(null)} />
        </Suspense>
      )}
    </>
  );
}
