import { Worker } from 'node:worker_threads';

const mebibyte = 1024 * 1024;
/**
 * The share of the container's memory limit. The main thread, buffers and the program itself use the rest.
 */
const shareOfMemory = 0.15;
/** The largest evaluation needs less than the minimum; no request needs more than the maximum. */
const minMebibytes = 40;
const maxMebibytes = 256;

/**
 * Starts the thread that evaluates large requests. Its heap limit is derived from the memory of the
 * container.
 */
export function startWorker(file: URL, constrainedBytes = process.constrainedMemory()): Worker {
  const worker = new Worker(file, { resourceLimits: heapLimits(constrainedBytes) });
  // The process must not wait for an idle thread when it exits.
  worker.unref();
  return worker;
}

/** @param constrainedBytes without a container limit: 0 or the memory of the machine */
export function heapLimits(constrainedBytes: number) {
  const share = constrainedBytes === 0 ? maxMebibytes : (constrainedBytes / mebibyte) * shareOfMemory;
  return {
    maxOldGenerationSizeMb: Math.round(Math.min(Math.max(share, minMebibytes), maxMebibytes)),
    maxYoungGenerationSizeMb: 2,
  };
}
