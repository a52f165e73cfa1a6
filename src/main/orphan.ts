const lookMs = 500;

/**
 * Calls back once, when the process has lost the parent that it has now.
 *
 * @param parentId of the process, at the time of the call
 */
export function whenOrphaned(parentId: () => number, callBack: () => void): void {
  const parent = parentId();
  const timer = setInterval(() => {
    if (parentId() === parent) return;
    clearInterval(timer);
    callBack();
  }, lookMs);
  timer.unref();
}
