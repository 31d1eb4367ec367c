/** Announces milestones to screen readers. */
import { usePlayground } from "../parts/context.ts";

export function LiveRegion() {
  const announcement = usePlayground((state) => state.announcement);
  return (
    <p className="visually-hidden" role="status">
      {announcement}
    </p>
  );
}
