/** The sheet that saves a run of any workload. The citations, which all workloads share, come last. */
import type { ReactNode } from "react";
import { Sheet } from "../parts/Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { ToCite } from "./ToCite.tsx";
import "../styles/panels/share.css";
import "../styles/panels/save.css";

export function SaveSheet({ onClose, children }: ViewProps & { readonly children: ReactNode }) {
  return (
    <Sheet
      title="Save or open"
      className="save"
      onClose={onClose}
      summary="Everything is written and read on this device."
    >
      <div className="sheet-body save-body">
        {children}
        <ToCite />
      </div>
    </Sheet>
  );
}
