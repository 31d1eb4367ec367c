/** Opens a device from `navigator.gpu`, or explains in a sentence why none is available. The caller owns the device. */
import { EngineError, errorText } from "../core/errors.ts";

/** The limits to raise above WebGPU's defaults, in bytes. The adapter's own limits cap them. */
type WantedLimits = Partial<Pick<GPUSupportedLimits, "maxBufferSize" | "maxStorageBufferBindingSize">>;

interface AdapterFacts {
  /** The adapter's name as the user sees it, e.g. `nvidia ampere (NVIDIA GeForce RTX 3060)`. */
  readonly adapter: string;
  /** True for a software adapter, which is slower than our own CPU engine. */
  readonly isFallback: boolean;
}

export interface OpenDevice extends AdapterFacts {
  readonly device: GPUDevice;
  /** Smallest size of a subgroup, whose invocations share values without memory; 0 if the device has no subgroups. */
  readonly subgroupSize: number;
}

/** A driver that takes longer than this to answer counts as absent. */
const PATIENCE_MS = 10_000;

/**
 * Finds an adapter without opening a device. `gpu` is `navigator.gpu`, Dawn's GPU object in Node, or undefined.
 * Rejects with an EngineError whose code is a `NoDevice`.
 */
export async function adapterFacts(gpu: GPU | undefined): Promise<AdapterFacts> {
  const info = infoOf(await findAdapter(gpu));
  return { adapter: describe(info), isFallback: isSoftware(info) };
}

/** Opens a device on the adapter that `adapterFacts` finds. Rejects with the same kind of error. */
export async function openDevice(gpu: GPU | undefined, wanted: WantedLimits = {}): Promise<OpenDevice> {
  const adapter = await findAdapter(gpu);
  const info = infoOf(adapter);
  try {
    const subgroupSize = adapter.features.has("subgroups") ? (info.subgroupMinSize ?? 4) : 0;
    const device = await inTime(
      adapter.requestDevice({
        requiredFeatures: subgroupSize > 0 ? ["subgroups"] : [],
        requiredLimits: raisedLimits(adapter, wanted),
      }),
    );
    return { device, adapter: describe(info), isFallback: isSoftware(info), subgroupSize };
  } catch (error) {
    throw new EngineError(
      "device-refused",
      `The graphics adapter ${describe(info)} refused to open a WebGPU device (${errorText(error)}).`,
    );
  }
}

/** Older browsers lack `adapter.info`. */
const infoOf = ({ info }: Partial<GPUAdapter>): Partial<GPUAdapterInfo> => info ?? {};

async function findAdapter(gpu: GPU | undefined): Promise<GPUAdapter> {
  if (!gpu) throw whyNoGpu();
  let reason = "none was offered";
  try {
    const adapter = await inTime(gpu.requestAdapter({ powerPreference: "high-performance" }));
    if (adapter) return adapter;
  } catch (error) {
    reason = errorText(error);
  }
  throw new EngineError(
    "no-adapter",
    isBrowser()
      ? `This browser supports WebGPU but found no graphics adapter (${reason}). The adapter may be blocked, or its driver may be too old.`
      : `WebGPU found no graphics adapter (${reason}). WebGPU needs a Vulkan driver (Debian, Ubuntu: mesa-vulkan-drivers), Metal or Direct3D 12.`,
  );
}

/** Rejects on timeout. A device that arrives later is not used. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Pages and their workers have this property; Node does not. */
const isBrowser = (): boolean => "isSecureContext" in globalThis;

function whyNoGpu(): EngineError {
  if (!isBrowser())
    return new EngineError(
      "no-webgpu",
      "WebGPU is missing: the optional package “webgpu” is not installed or does not load.",
    );
  return globalThis.isSecureContext
    ? new EngineError("no-webgpu", "This browser has no WebGPU.")
    : new EngineError(
        "insecure-context",
        "WebGPU works only on secure pages: open this page over https or from localhost.",
      );
}

/** Returns only limits above the defaults, and never more than the adapter supports. */
function raisedLimits(adapter: GPUAdapter, wanted: WantedLimits): Record<string, number> {
  const defaults = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 };
  const raised: Record<string, number> = {};
  for (const name of ["maxBufferSize", "maxStorageBufferBindingSize"] as const) {
    const limit = Math.min(wanted[name] ?? 0, adapter.limits[name]);
    if (limit > defaults[name]) raised[name] = limit;
  }
  return raised;
}

/** Browsers may leave any field of the info empty. */
function describe({ vendor, architecture, device, description }: Partial<GPUAdapterInfo>): string {
  const name = [vendor, architecture].filter(Boolean).join(" ");
  const detail = description || device;
  if (!name) return detail || "unnamed adapter";
  return detail ? `${name} (${detail})` : name;
}

function isSoftware(info: Partial<GPUAdapterInfo>): boolean {
  return (
    Boolean(info.isFallbackAdapter) || /swiftshader|llvmpipe|software|basic render/i.test(describe(info))
  );
}
