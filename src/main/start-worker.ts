import { Worker } from 'node:worker_threads';

const mebibyte = 1024 * 1024;
/** Of the container's memory limit. The main thread, buffers and the program itself use the rest. */
const shareOfMemory = 0.15;
/** The largest evaluation needs less than the least; more than the most serves no request. */
const leastMebibytes = 40;
const mostMebibytes = 256;

/** Starts the thread that evaluates large requests. Its heap is limited by the memory of the container. */
export function startWorker(file: URL, constrainedBytes = process.constrainedMemory()): Worker {
  const worker = new Worker(file, { resourceLimits: heapLimits(constrainedBytes) });
  // The process ends without waiting for an idle thread.
  worker.unref();
  return worker;
}

/** @param constrainedBytes 0 or the memory of the machine without a limit */
export function heapLimits(constrainedBytes: number) {
  const share = constrainedBytes === 0 ? mostMebibytes : (constrainedBytes / mebibyte) * shareOfMemory;
  return {
    maxOldGenerationSizeMb: Math.round(Math.min(Math.max(share, leastMebibytes), mostMebibytes)),
    maxYoungGenerationSizeMb: 2,
  };
}
