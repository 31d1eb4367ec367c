/**
 * The page of one workload. The first screen has the run and its main settings; explanations and the table of costs
 * and results are below.
 */
import { useEffect, useState, useRef, type CSSProperties } from "react";
import { useFramed } from "../charts/use-framed.ts";
import { MainControls, SettingsAtHand, SettingsPanel } from "../controls/Settings.tsx";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { lazyPart } from "../parts/lazily.tsx";
import { NARROW, useMedia } from "../parts/use-media.ts";
import { CostStrip } from "../stage/CostStrip.tsx";
import { MessageLine } from "../stage/MessageLine.tsx";
import { Result } from "../stage/Result.tsx";
import { Stage } from "../stage/Stage.tsx";
import { Transport } from "../stage/Transport.tsx";
import { OpenView, ViewButtons } from "../views/OpenView.tsx";
import { Broken, ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { LiveRegion } from "./Banners.tsx";
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { useSize } from "../parts/use-size.ts";
import { isRunFile, openRun } from "../save/opened-run.ts";
import "../styles/drop.css";

/** This code loads after the first curve, like the charts' code. */
const Below = lazyPart(async () => (await import("../stage/Below.tsx")).Below);
const SmallStage = lazyPart(async () => (await import("../stage/SmallStage.tsx")).SmallStage);

export function App() {
  return (
    <ErrorBoundary Fallback={Broken}>
      <SkipLink />
      <Header />
      {useMedia(NARROW) ? <SmallPage /> : <WidePage />}
      <Footer />
      <DropZone />
      <OpenView />
      <LiveRegion />
    </ErrorBoundary>
  );
}

/** The parts are in visual order, which is also the order for the keyboard. */
function WidePage() {
  const [isOpen, setOpen] = useState(false);
  const { className, Beside } = usePage();
  return (
    <main className={className}>
      <div className="first-screen">
        <Transport />
        <MainControls isOpen={isOpen} onOpen={setOpen} />
        <Result />
        <MessageLine />
        <div className="work grow">
          <LessonSlot />
          {isOpen && <SettingsPanel onClose={() => setOpen(false)} />}
          {Beside && <Beside />}
          <Stage />
        </div>
        <CostStrip />
      </div>
      {useFramed() && <Below />}
    </main>
  );
}

/** One part of the run at a time. The charts get the height that the parts above them leave. */
function SmallPage() {
  const { className = "", Beside } = usePage();
  const above = useRef<HTMLDivElement>(null);
  const height = useSize(above)?.height ?? 0;
  return (
    <main className={`small ${className}`}>
      <div className="content column" style={{ "--above": `${height}px` } as CSSProperties}>
        <div className="above column" ref={above}>
          <MessageLine withNotes={false} />
          <LessonSlot />
          <Result />
          <SettingsAtHand />
          {Beside && <Beside />}
        </div>
        <SmallStage />
      </div>
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

/** Links about the page and its sources. */
function Footer() {
  const page = usePage();
  return (
    <footer className="footer note">
      <nav aria-label="About this page">
        <Toolbar aria-label="About this page" loop={false}>
          <ViewButtons place="foot" />
        </Toolbar>
      </nav>
      {useFramed() && page.Foot && <page.Foot />}
      <p>Everything is computed on this device. “About” names the sources and licences of the data.</p>
    </footer>
  );
}

const LessonPanel = lazyPart(async () => (await import("../lessons/LessonPanel.tsx")).LessonPanel);

/** Shows the open lesson beside the controls. The code of the lessons loads when the first one is opened. */
function LessonSlot() {
  const place = usePlayground((state) => state.lesson);
  return place && <LessonPanel place={place} />;
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;

/** Accepts a file dropped anywhere on the page, so that a missed target never makes the browser leave the page. */
function DropZone() {
  const [over, setOver] = useState(false);
  const actions = useActions();
  const { ownFile } = usePage();
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Reacts when the pointer leaves the window, not when it moves between elements.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file && isRunFile(file)) void openRun(file, actions);
      else if (file) ownFile?.drop?.(file);
    };
    const stop = new AbortController();
    const { signal } = stop;
    for (const kind of ["dragenter", "dragover"] as const) window.addEventListener(kind, drag, { signal });
    window.addEventListener("dragleave", leave, { signal });
    window.addEventListener("drop", drop, { signal });
    return () => stop.abort();
  }, [actions, ownFile]);
  return (
    over && (
      <div className="drop-zone">
        <p>Drop the file to look at it. It stays on this device.</p>
      </div>
    )
  );
}
