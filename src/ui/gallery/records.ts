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

/** Undefined without a claim or a record, and until the record is loaded. */
export function useRecord(id: string | undefined): ClaimRecord | undefined {
  const [record, setRecord] = useState<ClaimRecord>();
  useEffect(() => {
    if (id === undefined) return undefined;
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const found = await readRecord(id, abort.signal);
      if (!abort.signal.aborted) setRecord(found);
    };
    void read();
    return () => abort.abort();
  }, [id]);
  // After a change of the claim, the earlier claim's record is still there until the next one is loaded.
  return record?.id === id ? record : undefined;
}

/** Records by claim; undefined until they are loaded. A claim may have no record. */
export function useRecords(
  claims: readonly { readonly id: string }[],
): ReadonlyMap<string, ClaimRecord> | undefined {
  const [records, setRecords] = useState<ReadonlyMap<string, ClaimRecord>>();
  useEffect(() => {
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const found = await Promise.all(claims.map(({ id }) => readRecord(id, abort.signal)));
      if (abort.signal.aborted) return;
      setRecords(new Map(found.flatMap((record) => (record ? [[record.id, record]] : []))));
    };
    void read();
    return () => abort.abort();
  }, [claims]);
  return records;
}
