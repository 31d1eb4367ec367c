/** The claims' recorded results, as written by `dmf reproduce`. */
import { useEffect, useState } from "react";
import type { ClaimRecord } from "../../experiment/claims/record.ts";

/** Undefined if the record's file is missing. */
export async function readRecord(id: string, signal: AbortSignal): Promise<ClaimRecord | undefined> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}data/claims/${id}.json`, { signal });
    return response.ok ? ((await response.json()) as ClaimRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined until loaded. */
export function useRecord(id: string): ClaimRecord | undefined {
  const [record, setRecord] = useState<ClaimRecord>();
  useEffect(() => {
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const found = await readRecord(id, abort.signal);
      if (!abort.signal.aborted) setRecord(found);
    };
    void read();
    return () => abort.abort();
  }, [id]);
  return record;
}
