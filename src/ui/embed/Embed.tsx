/**
 * The experiment in a frame on another page: the parts that its address chooses, the transport, and a link to the
 * whole page.
 */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { DEFAULT_SEED_STYLE } from "../../store/run/curves.ts";
import { isOutdated, type LoadedRun } from "../../store/kinds/matrix-state.ts";
import { needsFile } from "../../store/state.ts";
import { Banners, Repairs } from "../shell/Banners.tsx";
import { Broken } from "../shell/Broken.tsx";
import { LossChart } from "../charts/loss/LossChart.tsx";
import { noteOf } from "../charts/loss/LossPanel.tsx";
import { useActions, usePlayground } from "../parts/context.ts";
import { ComparedDiagram } from "../diagram/ComparedDiagram.tsx";
import { ErrorBoundary } from "../shell/ErrorBoundary.tsx";
import { HeadlineText } from "../stage/Headline.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Legend } from "../parts/Legend.tsx";
import { LiveRegion } from "../shell/LiveRegion.tsx";
import { Stopped } from "../stage/MessageLine.tsx";
import { Preparing } from "../shell/Preparing.tsx";
import { QuickRank } from "../shell/SettingsSheet.tsx";
import {
  NewSeedButton,
  PlayButton,
  ResetButton,
  SpeedChoice,
  StepButtons,
  StepCounter,
} from "../stage/Transport.tsx";
import { EmbedPictures } from "./EmbedPictures.tsx";
import type { EmbedOptions, EmbedPart } from "./options.ts";
import "../styles/embed.css";

export function Embed({ options }: { readonly options: EmbedOptions }) {
  const { hidden } = options;
  const run = usePlayground((state) => state.run);
  const isBusy = usePlayground(isOutdated);
  const shows = (part: EmbedPart): boolean => !hidden.has(part);
  return (
    <ErrorBoundary Fallback={Broken}>
      <main className="embed">
        <h1 className="visually-hidden">DMF Playground: an experiment</h1>
        <Messages />
        {shows("headline") && <HeadlineText />}
        {run && (shows("chart") || shows("pictures") || shows("diagram")) && (
          <div className="embed-stage" aria-busy={isBusy}>
            {shows("chart") && <Chart run={run} />}
            {shows("diagram") && (
              <div className="embed-diagram">
                <ComparedDiagram run={run} />
              </div>
            )}
            {shows("pictures") && <EmbedPictures run={run} />}
          </div>
        )}
        {shows("rank") && (
          <div className="settings-at-hand">
            <QuickRank />
          </div>
        )}
        <Bar all={shows("controls")} />
      </main>
      <LiveRegion />
    </ErrorBoundary>
  );
}

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
      <Banners />
      <Preparing />
      <Stopped />
    </div>
  );
}

function Chart({ run }: { readonly run: LoadedRun }) {
  return (
    <section className="embed-chart" aria-label="Error">
      <Legend networks={run.models} />
      <p className="note">{noteOf(run, "error", "steps", DEFAULT_SEED_STYLE)}</p>
      <LossChart run={run} quantity="error" unit="steps" style={DEFAULT_SEED_STYLE} bare />
    </section>
  );
}

/** Play, pause and reset are always present, so that motion can be stopped. */
function Bar({ all }: { readonly all: boolean }) {
  // Follows the experiment, because the link opens the whole page with every change that the reader has made in
  // the frame.
  usePlayground((state) => state.config);
  const link = useActions().link();
  return (
    <div className="embed-bar" role="group" aria-label="Training">
      <Toolbar className="transport-tools" aria-label="Playback" loop={false}>
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
      <a className="remix" href={link} target="_blank" rel="noopener">
        <Icon name="open" />
        Open in the playground
      </a>
    </div>
  );
}
