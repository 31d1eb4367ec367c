/** Lists the advice on a field's current value, given the other settings. The list may be empty. */
import { usePlayground } from "../../parts/context.ts";
import { RemedyButtons } from "../../parts/RemedyButtons.tsx";
import { useAdvisor } from "../../parts/use-advice.ts";

interface Props {
  /** Id of the input that the advice describes. */
  readonly id: string;
  readonly field: string;
  /** Whether the message line shows the advice with its buttons, so that this text only describes the input. */
  readonly isShownElsewhere?: boolean;
}

export function AdviceList({ id, field, isShownElsewhere = false }: Props) {
  const advisor = useAdvisor();
  const state = usePlayground((now) => now);
  return (
    <div id={`${id}-advice`} className={isShownElsewhere ? "visually-hidden" : "advice"}>
      {advisor?.adviceOn?.(field, state).map(({ kind, text, remedies }) => (
        <p key={text} className={kind}>
          {kind === "warning" && <strong>Careful: </strong>}
          {text} {!isShownElsewhere && <RemedyButtons remedies={remedies} />}
        </p>
      ))}
    </div>
  );
}
