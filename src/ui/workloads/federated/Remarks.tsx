/**
 * Explains the colours of the kinds of sentences and why accuracy can fall, with remarks about this run's
 * clients.
 */
import { ARMS, divergenceRemark } from "../../../store/kinds/federated.ts";
import type { ArmId } from "../../../workloads/federated/config.ts";
import { usePage, usePlayground } from "../../parts/context.ts";
import { useClients, useFedFacts } from "./facts.ts";

export function Remarks() {
  const facts = useFedFacts();
  const { looks } = usePage();
  const models = usePlayground((state) => state.models);
  const viewOf = useClients();
  if (!facts) return null;
  const diverged = models.flatMap(({ id }) => {
    const remark = divergenceRemark(viewOf(id)?.divergences ?? []);
    return remark ? [`${looks[id]?.name}. ${remark}`] : [];
  });
  const remarks = [...facts.remarks, ...diverged];
  const isSorted = models.some(({ id }) => ["easy", "hard"].includes(ARMS[id as ArmId].order));
  return (
    // It scrolls, so the keyboard must be able to reach it.
    <section className="remarks" tabIndex={0} aria-labelledby="remarks-title">
      <h2 id="remarks-title">Sentences of the clients</h2>
      <ul className="kinds">
        {facts.kinds.map((name, kind) => (
          <li key={name}>
            <span className={`kind-${kind}`} /> {name}
          </li>
        ))}
      </ul>
      <h3>Why accuracy can fall</h3>
      <p className="note">
        Few clients train in a round. If most of their sentences have one label, the head leans towards it
        until other clients are drawn.
      </p>
      {isSorted && (
        <p className="note">
          Sorting by difficulty also puts sentences of one label together. Mini-batches with one label teach
          little about the other one.
        </p>
      )}
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
      <p className="note">
        Each box is a client. It shows the mix of the client’s sentences, the mini-batches of a round, and the
        layers that the client sends. The accuracy was measured with the client’s own model, on test sentences
        of its own kinds.
      </p>
    </section>
  );
}
