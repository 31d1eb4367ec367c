/**
 * Whether this browser holds a copy of the page for offline use. The service worker makes the copy before it
 * becomes active.
 */
import { useEffect, useState } from "react";
import { serviceWorkers } from "../../page/offline.ts";

export function useKept(): boolean {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    const workers = serviceWorkers();
    if (!workers) return undefined;
    let open = true;
    void workers.ready.then(() => open && setKept(true));
    return () => {
      open = false;
    };
  }, []);
  return kept;
}
