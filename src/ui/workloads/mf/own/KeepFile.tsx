/** Lets the user keep the open file in this browser for the next visit. */
import { useEffect, useState } from "react";
import {
  forgetFile,
  keepFile,
  keptFile,
  MAX_KEPT_BYTES,
  notKept,
} from "../../../../store/files/kept-file.ts";
import { useUsedFile } from "../import/chosen-file.ts";

export function KeepFile({ checksum }: { readonly checksum: string }) {
  const file = useUsedFile();
  const [isKept, setKept] = useState(false);
  const [failed, setFailed] = useState("");
  const [isBusy, setBusy] = useState(true);
  useEffect(() => {
    const look = async (): Promise<void> => {
      setKept((await keptFile(checksum)) !== undefined);
      setBusy(false);
    };
    void look();
  }, [checksum]);
  if (!file) return null;
  if (file.size > MAX_KEPT_BYTES)
    return (
      <p className="note">
        The browser does not keep files above {MAX_KEPT_BYTES / 2 ** 20} MB. Choose the file again at the next
        visit.
      </p>
    );
  const keep = async (wanted: boolean): Promise<void> => {
    setKept(wanted);
    setFailed("");
    setBusy(true);
    try {
      await (wanted ? keepFile({ checksum, file }) : forgetFile());
    } catch (error) {
      setKept(false);
      setFailed(notKept(error));
    }
    setBusy(false);
  };
  return (
    <>
      <label className="check item">
        <input
          type="checkbox"
          checked={isKept}
          disabled={isBusy}
          onChange={({ target }) => void keep(target.checked)}
        />
        Keep the file in this browser for the next visit
      </label>
      <p role="alert">{failed}</p>
    </>
  );
}
