/** Keeps a message about the user's files or sentences, such as the error of work that failed. */
import { useState } from "react";
import { errorText } from "../../core/errors.ts";

interface Said {
  readonly text: string;
  readonly isError?: boolean;
}

/** `attempt` shows the message of an error that the work throws. */
export function useSaid() {
  const [said, say] = useState<Said>();
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      say({ text: errorText(error), isError: true });
    }
  };
  const message = said && (
    <p role={said.isError ? "alert" : "status"} className={`said ${said.isError ? "warning" : "note"}`}>
      {said.text}
    </p>
  );
  return { said, say, attempt, message };
}
