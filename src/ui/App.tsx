/** The page: purpose, transport, result; controls beside pictures, charts and the ledger. */
import { Banners } from "./Banners.tsx";
import { LossPanel } from "./charts/LossPanel.tsx";
import { Spectra } from "./charts/Spectra.tsx";
import { SpectraOverTime } from "./charts/SpectraOverTime.tsx";
import { usePlayground } from "./context.ts";
import { Controls } from "./controls/Controls.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import { HeadlineText } from "./Headline.tsx";
import { InsightPanel } from "./InsightPanel.tsx";
import { Ledger } from "./Ledger.tsx";
import { LessonSlot } from "./lessons/LessonSlot.tsx";
import { Pictures } from "./pictures/Pictures.tsx";
import { Transport } from "./Transport.tsx";
import { OpenView } from "./views/OpenView.tsx";

export function App() {
  return (
    <>
      <Header />
      <Transport />
      <main>
        <div className="messages">
          <Banners />
        </div>
        <LessonSlot />
        <Controls />
        <div className="stage">
          <HeadlineText />
          <Stage />
        </div>
      </main>
      <Footer />
      <OpenView />
      <LiveRegion />
    </>
  );
}

function Stage() {
  const run = usePlayground((state) => state.run);
  const status = usePlayground((state) => state.status);
  if (!run)
    return status === "failed" ? null : (
      <p className="preparing">Preparing: making the data, compressing the network…</p>
    );
  return (
    <div className={run.networks.length > 3 ? "panels many" : "panels"} aria-busy={status === "loading"}>
      <Pictures run={run} />
      <LossPanel run={run} />
      <Ledger run={run} />
      <Spectra run={run} />
      <SpectraOverTime run={run} />
      <InsightPanel run={run} />
    </div>
  );
}

function LiveRegion() {
  const announcement = usePlayground((state) => state.announcement);
  return (
    <p className="visually-hidden" role="status">
      {announcement}
    </p>
  );
}
