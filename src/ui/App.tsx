/** The page: purpose, transport, result; settings beside pictures, charts and the ledger, or in a sheet. */
import { Banners, Notice } from "./Banners.tsx";
import { Broken } from "./Broken.tsx";
import { Controls } from "./controls/Controls.tsx";
import { Footer } from "./Footer.tsx";
import { Guard } from "./Guard.tsx";
import { Header } from "./Header.tsx";
import { HeadlineText } from "./Headline.tsx";
import { DropZone } from "./import/DropZone.tsx";
import { LessonSlot } from "./lessons/LessonSlot.tsx";
import { LiveRegion } from "./LiveRegion.tsx";
import { Preparing } from "./Preparing.tsx";
import { SettingsAtHand } from "./SettingsSheet.tsx";
import { SmallStage, Stage } from "./Stage.tsx";
import { Transport } from "./Transport.tsx";
import { NARROW, PHONE, useMedia } from "./use-media.ts";
import { OpenView } from "./views/OpenView.tsx";

export function App() {
  return (
    <Guard Fallback={Broken}>
      <Page />
    </Guard>
  );
}

/** In the order in which it is seen, which is that of the keyboard. */
function Page() {
  const isNarrow = useMedia(NARROW);
  const isPhone = useMedia(PHONE);
  return (
    <>
      <SkipLink>Skip to the result</SkipLink>
      <Header />
      <main>
        {!isPhone && <Transport />}
        <div className="content">
          <div className="messages">
            <Banners />
          </div>
          <LessonSlot />
          {!isNarrow && (
            <>
              <SkipLink>Skip the settings</SkipLink>
              <Controls />
            </>
          )}
          <div className="stage" id="result" tabIndex={-1}>
            <HeadlineText />
            <Preparing />
            {isNarrow && <SettingsAtHand />}
            {isPhone ? <SmallStage /> : <Stage />}
          </div>
        </div>
        <Notice />
        {isPhone && <Transport />}
      </main>
      <Footer />
      <DropZone />
      <OpenView />
      <LiveRegion />
    </>
  );
}

/** To the result. A button, since what follows the # in the address is the experiment. */
function SkipLink({ children }: { readonly children: string }) {
  return (
    <button
      type="button"
      className="skip-link"
      onClick={() => document.querySelector<HTMLElement>("#result")?.focus()}
    >
      {children}
    </button>
  );
}
