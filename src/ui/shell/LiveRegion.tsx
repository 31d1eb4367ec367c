/** Announces milestones to screen readers. */
import { useStore } from "zustand";
import { useOpenPage } from "../parts/context.ts";

export function LiveRegion() {
  const spoken = useStore(useOpenPage().spoken);
  return (
    <p className="visually-hidden" role="status">
      {spoken}
    </p>
  );
}
