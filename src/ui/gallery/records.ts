/** The claims' recorded results, as written by `dmf reproduce`. */
import { useEffect, useState } from "react";
import type { ClaimRecord } from "../../experiment/claims/record.ts";

const RECORDED = import.meta.env.VITE_RECORDS as readonly string[];

/** Undefined if there is no record or its file cannot be fetched. */
async function readRecord(id: string, signal: AbortSignal): Promise<ClaimRecord | undefined> {
  if (!RECORDED.includes(id)) return undefined;
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}data/claims/${id}.json`, { signal });
    return response.ok ? ((await response.json()) as ClaimRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Records by claim; undefined until they are loaded. A claim may have no record. */
export function useRecords(ids: readonly string[]): ReadonlyMap<string, ClaimRecord> | undefined {
  const [records, setRecords] = useState<ReadonlyMap<string, ClaimRecord>>();
  const list = ids.join();
  useEffect(() => {
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const found = await Promise.all(list.split(",").map((id) => readRecord(id, abort.signal)));
      if (abort.signal.aborted) return;
      setRecords(new Map(found.flatMap((record) => (record ? [[record.id, record]] : []))));
    };
    void read();
    return () => abort.abort();
  }, [list]);
  return records;
}

/** Undefined without a claim or a record, and until the record is loaded. */
export const useRecord = (id = ""): ClaimRecord | undefined => useRecords([id])?.get(id);
