const pollMs = 500;

/**
 * Calls back once after the parent process has exited.
 *
 * @param parentId of the process, at the time of the call
 */
export function whenOrphaned(parentId: () => number, callBack: () => void): void {
  const parent = parentId();
  const timer = setInterval(() => {
    if (parentId() === parent) return;
    clearInterval(timer);
    callBack();
  }, pollMs);
  timer.unref();
}
