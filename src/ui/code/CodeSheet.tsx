/** The sheet “Code”: the reference of all settings of the open workload, below its script if there are scripts. */
import type { ReactNode } from "react";
import { factsOf, referenceOf } from "../../store/reference.ts";
import { usePage } from "../parts/context.ts";
import { Sheet } from "../parts/Sheet.tsx";
import "../styles/panels/code.css";

function SettingsReference() {
  return (
    <details className="settings-reference">
      <summary>All settings: names in a config, keys in a link, ranges, defaults</summary>
      <dl tabIndex={0} aria-label="All settings">
        {referenceOf(usePage()).map((setting) => (
          <div key={setting.name}>
            <dt>
              <code>{setting.name}</code> <code>{setting.key}=</code>
            </dt>
            <dd>
              <strong>{setting.label}.</strong> {setting.help} <small>{factsOf(setting)}.</small>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface Props {
  readonly summary?: string;
  readonly children?: ReactNode;
}

export function CodeSheet({
  summary = "There are no scripts for these runs. Their settings are listed here.",
  children,
}: Props) {
  return (
    <Sheet title="This experiment as code" className="code" width="66rem" summary={summary}>
      {children}
      <SettingsReference />
    </Sheet>
  );
}
