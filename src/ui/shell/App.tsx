/**
 * The page. The first screen has the run and its main settings; explanations, the table of costs and results, and
 * large pictures are below.
 */
import { useState } from "react";
import { Broken } from "./Broken.tsx";
import { MainControls } from "../controls/MainControls.tsx";
import { SettingsPanel } from "../controls/SettingsPanel.tsx";
import { CostStrip } from "../stage/CostStrip.tsx";
import { Footer } from "./Footer.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { HeadlineText } from "../stage/Headline.tsx";
import { DropZone } from "./DropZone.tsx";
import { LessonSlot } from "../lessons/LessonSlot.tsx";
import { LiveRegion } from "./LiveRegion.tsx";
import { MessageLine } from "../stage/MessageLine.tsx";
import { SettingsAtHand } from "./SettingsSheet.tsx";
import { SmallContent } from "./SmallContent.tsx";
import { Stage } from "../stage/Stage.tsx";
import { Transport } from "../stage/Transport.tsx";
import { NARROW, useMedia } from "../parts/use-media.ts";
import { OpenView } from "../views/OpenView.tsx";
import { VIEWS } from "../views/list.ts";
import { lazily, Loading } from "../parts/lazily.tsx";
import { useFramed } from "../charts/use-framed.ts";

/** This code loads after the first curve, like the charts' code. */
const Below = lazily(async () => (await import("../stage/Below.tsx")).Below);
const SmallStage = lazily(async () => (await import("../stage/SmallStage.tsx")).SmallStage);

export function App() {
  return (
    <ErrorBoundary Fallback={Broken}>
      <SkipLink />
      <Header />
      {useMedia(NARROW) ? <SmallPage /> : <WidePage />}
      <Footer />
      <DropZone />
      <OpenView views={VIEWS} />
      <LiveRegion />
    </ErrorBoundary>
  );
}

/** The parts are in visual order, which is also the order for the keyboard. */
function WidePage() {
  const [isOpen, setOpen] = useState(false);
  return (
    <main>
      <div className="first-screen">
        <Transport />
        <MainControls isOpen={isOpen} onOpen={setOpen} />
        <HeadlineText />
        <MessageLine />
        <div className="work">
          <LessonSlot />
          {isOpen && <SettingsPanel onClose={() => setOpen(false)} />}
          <Stage />
        </div>
        <CostStrip />
      </div>
      {useFramed() && (
        <Loading waiting={null}>
          <Below />
        </Loading>
      )}
    </main>
  );
}

function SmallPage() {
  return (
    <main className="small">
      <SmallContent
        above={
          <>
            <MessageLine withNotes={false} />
            <LessonSlot />
            <HeadlineText />
            <SettingsAtHand />
          </>
        }
      >
        <Loading waiting={null}>
          <SmallStage />
        </Loading>
      </SmallContent>
      <Transport />
    </main>
  );
}

/** Skips to the result. It is a button and not a link, because the # of the address holds the experiment. */
function SkipLink() {
  return (
    <button
      type="button"
      className="skip-link"
      onClick={() => document.querySelector<HTMLElement>("#result")?.focus()}
    >
      Skip to the result
    </button>
  );
}
