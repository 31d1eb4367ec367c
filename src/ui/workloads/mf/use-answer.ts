import { useEffect, useState } from "react";

/** What `ask` resolves to, undefined before. With another `ask`, the earlier answer stays until the new one replaces it. */
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
