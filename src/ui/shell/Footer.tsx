/** Links about the page and its sources. */
import { Root as Toolbar } from "@radix-ui/react-toolbar";
import { useFramed } from "../charts/use-framed.ts";
import { Loading } from "../parts/lazily.tsx";
import { usePage } from "../parts/context.ts";
import { viewsOf } from "../views/list.ts";
import { ViewButtons } from "../views/ViewButtons.tsx";

export function Footer() {
  const page = usePage();
  return (
    <footer className="footer">
      <nav aria-label="About this page">
        <Toolbar aria-label="About this page" loop={false}>
          <ViewButtons views={viewsOf(page)} place="foot" />
        </Toolbar>
      </nav>
      {useFramed() && page.Foot && (
        <Loading waiting={null}>
          <page.Foot />
        </Loading>
      )}
      <p>Everything is computed on this device. “About” names the sources and licences of the data.</p>
    </footer>
  );
}
