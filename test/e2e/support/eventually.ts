const patienceMs = 120_000;

/** Polls until it is true. Each poll is a call to the cluster, so there is no pause. */
export async function expectEventually(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isTrue()))
    if (Date.now() > deadline) throw new Error(`it did not come true within ${patienceMs / 1000} s`);
}
