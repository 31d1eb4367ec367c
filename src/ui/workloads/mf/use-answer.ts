import { useEffect, useState } from "react";

/** Calls `ask` and returns its answer, or undefined before. After a change of `ask`, returns the earlier answer meanwhile. */
export function useAnswer<T>(ask: () => Promise<T | undefined>): T | undefined {
  const [answer, setAnswer] = useState<T>();
  useEffect(() => {
    let isCurrent = true;
    const wait = async (): Promise<void> => {
      const found = await ask();
      if (isCurrent) setAnswer(found);
    };
    void wait();
    return () => {
      isCurrent = false;
    };
  }, [ask]);
  return answer;
}
