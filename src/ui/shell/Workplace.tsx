/**
 * The page of the workload that the address names. Code of workloads other than matrix factorization loads
 * when such a page is first opened.
 */
import { useEffect } from "react";
import type { MatrixPlayground } from "../../store/kinds/matrix.ts";
import { App } from "./App.tsx";
import { PlaygroundContext } from "../parts/context.ts";
import { listenForKeys } from "../keys/listen.ts";
import { lazily, Loading } from "../parts/lazily.tsx";
import { useWorkloadId } from "./tabs.ts";

const OpenWorkloadPage = lazily(async () => (await import("../workload/open.tsx")).OpenWorkloadPage);

/** `openMatrix` returns the one playground of matrix factorization, which is created at the first call. */
export function Workplace({ openMatrix }: { readonly openMatrix: () => MatrixPlayground }) {
  const id = useWorkloadId();
  if (id === "mf") return <MatrixPage playground={openMatrix()} />;
  return (
    <Loading waiting={<p className="waiting">Loading…</p>}>
      <OpenWorkloadPage id={id} />
    </Loading>
  );
}

/** Training pauses while another workload is on the screen. */
function MatrixPage({ playground }: { readonly playground: MatrixPlayground }) {
  useEffect(() => listenForKeys(playground), [playground]);
  useEffect(() => {
    const { enter, leave } = playground.actions;
    enter();
    return leave;
  }, [playground]);
  return (
    <PlaygroundContext value={playground}>
      <App />
    </PlaygroundContext>
  );
}
