/** A workload's page. The first screen has the run, its charts and its main settings; costs and texts are below. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { useEffect, useState } from "react";
import { Broken } from "../shell/Broken.tsx";
import { ErrorBoundary } from "../shell/ErrorBoundary.tsx";
import { SmallContent } from "../shell/SmallContent.tsx";
import { Icon } from "../parts/Icon.tsx";
import { BottomSheet } from "../parts/BottomSheet.tsx";
import { Tabs, TabPanel } from "../parts/Tabs.tsx";
import { NARROW, useMedia } from "../parts/use-media.ts";
import { lazily, Loading } from "../parts/lazily.tsx";
import { openPanel } from "../parts/open-panel.ts";
import { MoreButton } from "../controls/MainControls.tsx";
import { OpenView } from "../views/OpenView.tsx";
import { ViewButtons } from "../views/ViewButtons.tsx";
import { CurvePanel } from "../charts/curves/CurvePanel.tsx";
import { Dial, ModelsControl, SettingGroups } from "../controls/Fields.tsx";
import { Header } from "./Header.tsx";
import { Messages } from "../stage/Messages.tsx";
import { CostStrip, WorkloadCosts, Result } from "../stage/Result.tsx";
import { PlaygroundContext } from "../parts/context.ts";
import { Transport } from "../stage/Transport.tsx";
import type { MatrixPlayground } from "../../store/kinds/matrix.ts";
import { viewsOf } from "./views/views.ts";
import {
  InTurn,
  useOutdated,
  usePage,
  useWorkload,
  useWorkloadActions,
  WorkloadContext,
  type OpenWorkload,
} from "./context.ts";
import "../styles/workload.css";

const WorkloadLesson = lazily(async () => (await import("./WorkloadLesson.tsx")).WorkloadLesson);

export function WorkloadApp({ open }: { readonly open: OpenWorkload }) {
  return (
    // Parts that all pages share read only the state and the actions that every workload has.
    <PlaygroundContext value={open.store as unknown as MatrixPlayground}>
      <WorkloadContext value={open}>
        <ErrorBoundary Fallback={Broken}>
          <Header />
          {useMedia(NARROW) ? <SmallPage /> : <WidePage />}
          <Foot />
          <OpenView views={viewsOf(open.page)} />
          <LiveRegion />
          <WhileSeen />
        </ErrorBoundary>
      </WorkloadContext>
    </PlaygroundContext>
  );
}

function Foot() {
  const page = usePage();
  return (
    <footer className="footer">
      <nav aria-label="About this page">
        <Toolbar aria-label="About this page" loop={false}>
          <ViewButtons views={viewsOf(page)} place="foot" />
        </Toolbar>
      </nav>
      <p>Everything is computed on this device. “About” names the sources and licences of the data.</p>
    </footer>
  );
}

/** Training pauses while another workload is shown. */
function WhileSeen() {
  const { enter, leave } = useWorkloadActions();
  useEffect(() => {
    enter();
    return leave;
  }, [enter, leave]);
  return null;
}

function WidePage() {
  const [isOpen, setOpen] = useState(false);
  const { Below } = usePage();
  const main = useMain();
  const isBusy = useOutdated();
  return (
    <main className="workload">
      <div className="first-screen">
        <Transport />
        <MainControls isOpen={isOpen} onOpen={setOpen} />
        <Result />
        <Messages />
        <div className="work">
          <LessonSlot />
          {isOpen && (
            <section className="settings-panel" id="settings-panel" aria-label="Settings">
              <div className="settings-head">
                <h2>More settings</h2>
                <button
                  type="button"
                  className="quiet"
                  aria-label="Close the settings"
                  onClick={() => setOpen(false)}
                >
                  <Icon name="close" />
                </button>
              </div>
              <SettingGroups without={main} />
            </section>
          )}
          <Stage />
        </div>
        <CostStrip />
      </div>
      <div className="panels" aria-busy={isBusy}>
        <InTurn>
          <WorkloadCosts />
        </InTurn>
        <InTurn>
          <Below />
        </InTurn>
      </div>
    </main>
  );
}

function LessonSlot() {
  const place = useWorkload((state) => state.lesson);
  if (!place) return null;
  return (
    <Loading waiting={null}>
      <WorkloadLesson place={place} />
    </Loading>
  );
}

function Stage() {
  const { Left, Middle, Lower } = usePage();
  const hasRun = useWorkload(({ run }) => run !== undefined);
  const isBusy = useOutdated();
  return (
    <div className="stage" id="result" tabIndex={-1} aria-busy={isBusy}>
      {hasRun && (
        <>
          <InTurn>
            <Left />
          </InTurn>
          <div className="stage-middle">
            <InTurn>
              <Middle />
            </InTurn>
          </div>
          <div className="stage-charts">
            <InTurn>
              <CurvePanel />
            </InTurn>
            <InTurn>
              <Lower />
            </InTurn>
          </div>
        </>
      )}
    </div>
  );
}

/** The main settings that apply, given the other settings. */
function useMain(): readonly string[] {
  const { main, applies } = usePage();
  const config = useWorkload((state) => state.config);
  return main.filter((name) => applies(name, config));
}

function MainControls({
  isOpen,
  onOpen,
}: {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}) {
  const { Switch } = usePage();
  const main = useMain();
  return (
    <div className="main-controls" role="group" aria-label="Main settings">
      <Switch />
      {main.map((name) => (
        <Dial key={name} name={name} />
      ))}
      <MoreButton isOpen={isOpen} onOpen={onOpen} />
    </div>
  );
}

function SmallPage() {
  return (
    <main className="small workload">
      <SmallContent
        above={
          <>
            <Messages />
            <LessonSlot />
            <Result />
            <SmallSettings />
          </>
        }
      >
        <SmallStage />
      </SmallContent>
      <Transport />
    </main>
  );
}

function SmallSettings() {
  const [isOpen, setOpen] = useState(false);
  const { Switch } = usePage();
  return (
    <div className="settings-at-hand">
      <div className="small-switch">
        <Switch />
      </div>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="settings" />
        Settings
      </button>
      {isOpen && (
        <BottomSheet onClose={() => setOpen(false)}>
          <SettingGroups />
        </BottomSheet>
      )}
    </div>
  );
}

function SmallStage() {
  const { parts } = usePage();
  const asked = openPanel.use();
  const hasRun = useWorkload(({ run }) => run !== undefined);
  const isBusy = useOutdated();
  const all = [
    { id: "curves", name: "Curves", Component: CurvePanel },
    ...parts,
    { id: "costs", name: "More", Component: More },
  ];
  const chosen = all.find(({ id }) => id === asked)?.id ?? "curves";
  return (
    <div className="panels small" id="result" tabIndex={-1} aria-busy={isBusy}>
      {hasRun && (
        <Tabs label="Panels" tabs={all} chosen={chosen} onChoose={openPanel.set}>
          {all.map(({ id, Component }) => (
            <TabPanel key={id} id={id}>
              <Component />
            </TabPanel>
          ))}
        </Tabs>
      )}
    </div>
  );
}

/** The costs, the choice of models, and the texts that a wide page has below its first screen. */
function More() {
  const { Below } = usePage();
  return (
    <>
      <WorkloadCosts />
      <ModelsControl />
      <Below />
    </>
  );
}

function LiveRegion() {
  const announcement = useWorkload((state) => state.announcement);
  return (
    <p className="visually-hidden" role="status">
      {announcement}
    </p>
  );
}
