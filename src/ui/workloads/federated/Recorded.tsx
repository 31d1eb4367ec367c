/** The recorded seeds of the comparison on the screen, beside its one seed. */
import { presetOfSeeds } from "../../../store/config.ts";
import { DotPicture } from "../../gallery/DotPicture.tsx";
import { useRecord } from "../../gallery/records.ts";
import { usePage, usePlayground } from "../../parts/context.ts";

export function Recorded() {
  const page = usePage();
  const preset = usePlayground(
    ({ run, config }) => presetOfSeeds(page, { ...(run?.config ?? config), seed: 0 })?.id,
  );
  const record = useRecord(preset);
  if (!record) return null;
  return (
    <section className="recorded-seeds" aria-labelledby="recorded-title">
      <h2 id="recorded-title">All arms on five recorded seeds</h2>
      <DotPicture record={record} title="Five recorded seeds" />
    </section>
  );
}
