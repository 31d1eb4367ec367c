/** The recorded seeds of the comparison on the screen, beside its one seed. */
import { presetOfSeeds } from "../../../store/config.ts";
import { counted } from "../../../core/format.ts";
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
  const seeds = counted(new Set(record.results.map(({ seed }) => seed)).size, "recorded seed");
  return (
    <section className="recorded-seeds" aria-labelledby="recorded-title">
      <h2 id="recorded-title">All arms on {seeds}</h2>
      <DotPicture record={record} title={seeds} />
    </section>
  );
}
