/** Sets a list of numbers, which the user types separated by commas. */
import { useId, useState } from "react";
import type { NumbersField } from "../../experiment/experiment.ts";
import { formatSetting } from "../../store/format.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { descriptionOf, FieldFrame } from "./inputs/FieldFrame.tsx";

export function NumbersControl({ field }: { readonly field: NumbersField }) {
  const values = usePlayground((state) => state.config[field.name] as readonly number[]);
  const { change } = useActions();
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const commit = (): void => {
    if (draft !== undefined)
      change({
        [field.name]: draft
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map(Number),
      });
    setDraft(undefined);
  };
  return (
    <FieldFrame id={id} field={field}>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        aria-describedby={descriptionOf(id)}
        value={draft ?? values.map(formatSetting).join(", ")}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
      />
    </FieldFrame>
  );
}
