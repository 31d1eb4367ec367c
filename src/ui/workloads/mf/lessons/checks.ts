/** Checks that read outcomes of matrix factorization. */
import type { Outcome } from "../../../../store/kinds/matrix-state.ts";
import { createCheck } from "../../../lessons/parts/Check.tsx";
import { useOutcome } from "../../../lessons/parts/lesson-context.ts";

/** The outcome of one of the lesson's runs after its end. */
export const useMatrixOutcome = useOutcome as unknown as (name: string) => Outcome | undefined;

export const Check = createCheck(useMatrixOutcome);
