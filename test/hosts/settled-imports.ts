/** A component begins to load code when it is drawn. A load that outlives its test file would fail, so each file waits. */
import { afterAll, vi } from "vitest";

afterAll(() => vi.dynamicImportSettled());
