/** The target's and each network's value at the selected entry. */
import { entryText, entryValues, placeOf, stateText } from "../../../../store/entry.ts";
import { shortName, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { useMatrix, useMatrixViews } from "../context.ts";
import { ModelSample } from "../../../parts/LineSample.tsx";

export function EntryReadout({ run }: { readonly run: LoadedRun }) {
  const data = useMatrixViews();
  const entry = useMatrix((state) => state.entry);
  if (!entry)
    return (
      <p className="entry-readout note grow">
        Point at a picture to see the values of an entry, or focus the first picture and use the arrow keys.
      </p>
    );
  const values = entryValues(run, data, entry);
  return (
    <ul className="entry-readout grow" aria-label="Values of the entry">
      <li className="item">
        <strong>{placeOf(entry)}</strong>
      </li>
      <li className="item">
        target <strong>{entryText(run, values.target)}</strong> ({stateText(values)})
      </li>
      {values.seen !== undefined && (
        <li className="item">
          with noise <strong>{entryText(run, values.seen)}</strong>
        </li>
      )}
      {values.estimates.map(({ id, value }) => (
        <li key={id} className="item">
          <ModelSample id={id} />
          {shortName(id)} <strong>{entryText(run, value)}</strong>
        </li>
      ))}
    </ul>
  );
}
