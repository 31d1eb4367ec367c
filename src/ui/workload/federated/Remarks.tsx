/** The colours of the sentences, and sentences about clients and rounds that take no part. */
import { divergenceRemark } from "../../../store/workload/federated.ts";
import { usePage, useWorkload } from "../context.ts";
import { useClients, useFedFacts } from "./facts.ts";

export function Remarks() {
  const facts = useFedFacts();
  const { looks } = usePage();
  const models = useWorkload((state) => state.models);
  const viewOf = useClients();
  if (!facts) return null;
  const diverged = models.flatMap(({ id }) => {
    const remark = divergenceRemark(viewOf(id)?.divergences ?? []);
    return remark ? [`${looks[id]?.name}. ${remark}`] : [];
  });
  const remarks = [...facts.remarks, ...diverged];
  return (
    <section className="remarks" aria-labelledby="remarks-title">
      <h2 id="remarks-title">Sentences of the clients</h2>
      <ul className="kinds">
        {facts.kinds.map((name, kind) => (
          <li key={name}>
            <span className={`kind-${kind}`} /> {name}
          </li>
        ))}
      </ul>
      <p className="note">
        Each box is a client. It shows the mix of its sentences, the share in use, and the layers that it
        sends. The accuracy is that of its own model on test sentences of its own kinds.
      </p>
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </section>
  );
}
