/** Shows one of several parts at a time. Arrow keys move between the tabs. */
import * as Radix from "@radix-ui/react-tabs";
import type { ReactNode } from "react";
import "../styles/tabs.css";

interface Props<T extends string> {
  /** Names the row of tabs. */
  readonly label: string;
  readonly tabs: readonly { readonly id: T; readonly name: string }[];
  readonly chosen: T;
  readonly onChoose: (id: T) => void;
  /** One `TabPanel` for each tab. */
  readonly children: ReactNode;
}

export function Tabs<T extends string>({ label, tabs, chosen, onChoose, children }: Props<T>) {
  return (
    <Radix.Root value={chosen} onValueChange={(id) => onChoose(id as T)}>
      <Radix.List className="tabs" aria-label={label}>
        {tabs.map(({ id, name }) => (
          <Radix.Trigger key={id} value={id}>
            {name}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

/** The content exists only while its tab is selected. */
export function TabPanel({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <Radix.Content className="tab-panel" value={id} tabIndex={-1}>
      {children}
    </Radix.Content>
  );
}
