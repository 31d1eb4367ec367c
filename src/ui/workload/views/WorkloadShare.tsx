/** Shares a workload's experiment: a link and its QR code. */
import { ShareSheet } from "../../share/ShareSheet.tsx";
import type { ViewProps } from "../../views/views.ts";
import { useWorkload, useWorkloadActions } from "../context.ts";

export function WorkloadShare({ onClose }: ViewProps) {
  const link = useWorkloadActions().link();
  const hasFile = useWorkload(({ config }) => Boolean(config["file"]));
  return (
    <ShareSheet
      link={link}
      fileNote={
        hasFile
          ? "The link does not contain your file. Anyone who opens the link is asked for it, so send the file too."
          : undefined
      }
      onClose={onClose}
    />
  );
}
