/** Whether this browser holds a copy of the page that opens without a network: the service worker has made it and is at work. */
import { useEffect, useState } from "react";

export function useKept(): boolean {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return undefined;
    let open = true;
    void navigator.serviceWorker.ready.then(() => open && setKept(true));
    return () => {
      open = false;
    };
  }, []);
  return kept;
}
