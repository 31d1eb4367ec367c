/** From `navigator.gpu` to a device, or a sentence that says why there is none. The caller owns the device. */
import { EngineError } from "../math/errors.ts";

/** Limits to raise above WebGPU's defaults, in bytes; capped by what the adapter has. */
export interface WantedLimits {
  readonly maxBufferSize?: number;
  readonly maxStorageBufferBindingSize?: number;
}

export interface OpenDevice {
  readonly device: GPUDevice;
  /** For people, e.g. `nvidia ampere (NVIDIA GeForce RTX 3060)`. */
  readonly adapter: string;
  /** True for an adapter in software, which is slower than our own CPU path. */
  readonly isFallback: boolean;
}

/** `gpu` is `navigator.gpu`, Dawn's in Node, or undefined where there is none. Rejects with EngineError "no-webgpu". */
export async function openDevice(gpu: GPU | undefined, wanted: WantedLimits = {}): Promise<OpenDevice> {
  if (!gpu) throw new EngineError("no-webgpu", whyNoGpu());
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter)
    throw new EngineError(
      "no-webgpu",
      isBrowser()
        ? "This browser has WebGPU but found no graphics adapter for it: it may be blocked, or its driver too old."
        : "WebGPU found no graphics adapter: it needs a Vulkan driver (Debian, Ubuntu: mesa-vulkan-drivers), Metal or Direct3D 12.",
    );
  try {
    const device = await adapter.requestDevice({ requiredLimits: raisedLimits(adapter, wanted) });
    return { device, adapter: describe(adapter.info), isFallback: isSoftware(adapter.info) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError(
      "no-webgpu",
      `The graphics adapter ${describe(adapter.info)} refused to open a WebGPU device (${reason}).`,
    );
  }
}

/** Pages and their workers have it, Node has not. */
const isBrowser = (): boolean => "isSecureContext" in globalThis;

function whyNoGpu(): string {
  if (!isBrowser())
    return "WebGPU is missing: the optional package “webgpu” is not installed or does not load.";
  return globalThis.isSecureContext
    ? "This browser has no WebGPU."
    : "WebGPU works only on secure pages: open this one over https or from localhost.";
}

/** Only what exceeds the defaults, never more than the adapter has. */
function raisedLimits(adapter: GPUAdapter, wanted: WantedLimits): Record<string, number> {
  const defaults = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 };
  const raised: Record<string, number> = {};
  for (const name of ["maxBufferSize", "maxStorageBufferBindingSize"] as const) {
    const limit = Math.min(wanted[name] ?? 0, adapter.limits[name]);
    if (limit > defaults[name]) raised[name] = limit;
  }
  return raised;
}

/** Browsers leave fields of the information empty, in any combination. */
function describe({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const name = [vendor, architecture].filter(Boolean).join(" ");
  const detail = description || device;
  if (!name) return detail || "unnamed adapter";
  return detail ? `${name} (${detail})` : name;
}

function isSoftware(info: GPUAdapterInfo): boolean {
  return info.isFallbackAdapter || /swiftshader|llvmpipe|software|basic render/i.test(describe(info));
}
