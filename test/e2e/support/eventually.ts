const patienceMs = 60_000;

/** Asks again and again until it is true; each question is a call to the cluster, so there is no pause. For what a controller does in its own time. */
export async function expectEventually(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isTrue()))
    if (Date.now() > deadline) throw new Error(`it did not come true within ${patienceMs / 1000} s`);
}
