/**
 * The experiment in a frame on another page: the parts that its address chooses, the transport, and a link to the
 * whole page.
 */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { needsFile } from "../../store/state.ts";
import { useActions, useOutdated, usePage, usePlayground } from "../parts/context.ts";
import { Broken, ErrorBoundary } from "../shell/ErrorBoundary.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Loading } from "../parts/lazily.tsx";
import {
  NewSeedButton,
  PlayButton,
  ResetButton,
  SpeedChoice,
  StepButtons,
  StepCounter,
} from "../stage/Transport.tsx";
import { Diverged, FailureBanner, LiveRegion, Preparing, Repairs } from "../shell/Banners.tsx";
import { Stopped } from "../stage/MessageLine.tsx";
import type { EmbedOptions, EmbedPart } from "./options.ts";
import "../styles/embed.css";

export function Embed({ options: { hidden } }: { readonly options: EmbedOptions }) {
  const { embed } = usePage();
  const hasRun = usePlayground(({ run }) => run !== undefined);
  const isBusy = useOutdated();
  const show = (part: Exclude<EmbedPart, "controls">) => {
    const shown = hidden.has(part) ? undefined : embed[part];
    return (
      shown && (
        <Loading waiting={null}>
          <shown.Component />
        </Loading>
      )
    );
  };
  const stage = [show("chart"), show("diagram"), show("pictures")];
  return (
    <ErrorBoundary Fallback={Broken}>
      <main className="embed column">
        <h1 className="visually-hidden">DMF Playground: an experiment</h1>
        <Messages />
        {show("headline")}
        {hasRun && stage.some(Boolean) && (
          <div className="embed-stage stack" aria-busy={isBusy}>
            {...stage}
          </div>
        )}
        {show("rank")}
        <Bar all={!hidden.has("controls")} />
      </main>
      <LiveRegion />
    </ErrorBoundary>
  );
}

/** The most important messages, because an embed has little room. */
function Messages() {
  if (usePlayground(needsFile))
    return (
      <p className="banner">
        This experiment needs a file, which a link never contains. Open the playground and choose the file.
      </p>
    );
  return (
    <div className="message-line">
      <Repairs />
      <FailureBanner />
      <Diverged />
      <Preparing />
      <Stopped />
    </div>
  );
}

/** Play, pause and reset are always present, so that motion can be stopped. */
function Bar({ all }: { readonly all: boolean }) {
  // Follows the experiment, because the link opens the whole page with every change that the reader has made in
  // the frame.
  usePlayground((state) => state.config);
  const link = useActions().link();
  return (
    <div className="embed-bar row" role="group" aria-label="Training">
      <Toolbar className="transport-tools item" aria-label="Playback" loop={false}>
        <PlayButton />
        <ResetButton />
        {all && (
          <>
            <StepButtons />
            <SpeedChoice />
            <NewSeedButton />
          </>
        )}
      </Toolbar>
      <StepCounter />
      <a className="remix item" href={link} target="_blank" rel="noopener">
        <Icon name="open" />
        Open in the playground
      </a>
    </div>
  );
}
