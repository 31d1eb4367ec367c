/** Tests the host itself: it has an adapter, and a compute shader gives the right numbers. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, expect, test } from "vitest";

const DOUBLE = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> numbers: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < arrayLength(&numbers)) {
    numbers[id.x] *= 2.0;
  }
}
`;

let device: GPUDevice;

beforeAll(async () => {
  const adapter = await getGpu().requestAdapter();
  if (!adapter) throw new Error("No WebGPU adapter: the GPU tests need one (node scripts/setup.mjs).");
  const { vendor, architecture, device: name, description } = adapter.info;
  console.log("adapter:", [vendor, architecture, name, description].filter(Boolean).join(", "));
  device = await adapter.requestDevice();
});

afterAll(() => device?.destroy());

test("a compute shader doubles numbers", async () => {
  const input = Float32Array.from({ length: 1000 }, (_, i) => i + 0.5);
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const storage = device.createBuffer({ size: input.byteLength, usage: STORAGE | COPY_SRC | COPY_DST });
  const staging = device.createBuffer({ size: input.byteLength, usage: MAP_READ | COPY_DST });
  const pipeline = device.createComputePipeline({
    layout: "auto",
    compute: { module: device.createShaderModule({ code: DOUBLE }) },
  });
  const bindGroup = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer: storage } }],
  });
  device.queue.writeBuffer(storage, 0, input);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(Math.ceil(input.length / 64));
  pass.end();
  encoder.copyBufferToBuffer(storage, 0, staging, 0, input.byteLength);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const output = new Float32Array(staging.getMappedRange().slice(0));
  expect(output).toEqual(input.map((x) => 2 * x));
});
