/** The models' adapters, as files in PEFT's format. */
import { useState } from "react";
import { fileName } from "../../../store/files/file-name.ts";
import { formatBytes } from "../../../store/format.ts";
import { cutTo, DENSE_RANK, isUnmoved, writePeft } from "../../../store/embedding.ts";
import { downloadBlob } from "../../code/download.ts";
import { Select } from "../../parts/Select.tsx";
import { SaveButton } from "../../save/SaveButton.tsx";
import { useActions, usePage, usePlayground, useProbeStep } from "../../parts/context.ts";
import type { useSaid } from "../../parts/said.tsx";
import { DENSE, useAreMeasured, useUpdates, type LabAdapter } from "./facts.ts";

/** Ranks that a file may have if its method trains all weights. */
const RANKS = Array.from({ length: DENSE_RANK }, (_, i) => ({ id: `${i + 1}`, name: `${i + 1}` }));

export function useAdapters() {
  const { looks } = usePage();
  const models = usePlayground((state) => state.models);
  const updates = useUpdates();
  return models.flatMap(({ id }) => {
    const adapter = updates(id)?.adapter;
    return adapter && (adapter.matrices.length > 0 || adapter.head)
      ? [{ id, name: looks[id]?.name ?? id, adapter }]
      : [];
  });
}

export function AdapterButtons({ attempt }: Pick<ReturnType<typeof useSaid>, "attempt">) {
  const { link } = useActions();
  const stepOf = useProbeStep("updates");
  const areMeasured = useAreMeasured();
  const adapters = useAdapters();
  const [rank, cutAt] = useState(DENSE_RANK);
  const cut = adapters.map((one) =>
    DENSE.includes(one.id) ? { ...one, adapter: cutTo(one.adapter, rank) } : one,
  );
  const save = async ({ id, name, adapter }: ReturnType<typeof useAdapters>[number]): Promise<void> => {
    const { adapterFiles } = await import("../../../codegen/adapter-files.ts");
    const address = new URL(link()).hash.slice(1);
    // During training, the adapters of the methods are measured one after another.
    const step = stepOf(id) ?? 0;
    const texts = adapterFiles(adapter, {
      method: name,
      link: address,
      step,
      isUnmoved: isUnmoved(adapter),
    });
    downloadBlob(fileName(["adapter", id, `step-${step}`], "zip"), new Blob([writePeft(adapter, texts)]));
  };
  return (
    <>
      {cut.map((one) => (
        <SaveButton
          key={one.id}
          label={`Adapter of ${one.name}`}
          size={`about ${formatBytes(bytesOf(one.adapter))}${isUnmoved(one.adapter) ? ", has not moved the encoder" : ""}`}
          isOff={!areMeasured}
          onSave={() => void attempt(() => save(one))}
        />
      ))}
      {adapters.some(({ id }) => DENSE.includes(id)) && (
        <label>
          Rank of full and GaLore files{" "}
          <Select options={RANKS} chosen={`${rank}`} onChoose={(chosen) => cutAt(Number(chosen))} />
        </label>
      )}
    </>
  );
}

/** About as many bytes as the text files take in the zip. */
const TEXT_BYTES = 5.5 * 1024;

/** Bytes of the zip, which saves little of the adapter's numbers. */
const bytesOf = ({ matrices, head }: LabAdapter): number =>
  TEXT_BYTES +
  matrices.reduce((sum, { A, B }) => sum + A.byteLength + B.byteLength, 0) +
  (head?.weight.byteLength ?? 0);
