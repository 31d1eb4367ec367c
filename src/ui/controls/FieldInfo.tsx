/** What a field is: in words, as a formula, and why its range ends where it does. */
import type { Field } from "../../experiment/experiment.ts";
import { formatSetting } from "../../store/format.ts";
import { say, t } from "../../store/text.ts";
import { usePlayground } from "../context.ts";
import { InfoTip } from "./InfoTip.tsx";
import { helpOf } from "./presentation.ts";

interface Props {
  /** Of the input. */
  readonly id: string;
  readonly label: string;
  readonly field: Field;
}

export function FieldInfo({ id, label, field }: Props) {
  const experiment = usePlayground((state) => state.experiment);
  return (
    <InfoTip about={label}>
      <span id={`${id}-help`}>{helpOf(field)}</span>
      {field.formula !== undefined && <span className="formula">{say({ english: field.formula })}</span>}
      {"because" in field && (
        <>
          <span>{say({ english: field.ends })}</span>
          <span>
            {t("From {min} to {max}: {because}.", {
              min: formatSetting(field.min(experiment)),
              max: formatSetting(field.max(experiment)),
              because: { english: field.because },
            })}
          </span>
        </>
      )}
    </InfoTip>
  );
}
