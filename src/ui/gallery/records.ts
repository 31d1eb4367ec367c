/** The recorded results of the claims, as `dmf reproduce` wrote them. */
import { useEffect, useState } from "react";
import type { ClaimRecord } from "../../experiment/claims/record.ts";

/** Undefined where the record's file is missing. */
export async function readRecord(id: string, signal: AbortSignal): Promise<ClaimRecord | undefined> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}data/claims/${id}.json`, { signal });
    return response.ok ? ((await response.json()) as ClaimRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined until it is read. */
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
