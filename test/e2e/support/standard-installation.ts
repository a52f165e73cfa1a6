import { install, type Values } from './release.ts';

/** Installs, or brings back to, what most tests start from: the chart as it is, with two replicas that make their certificates themselves. */
export async function installStandard(values: Values = {}): Promise<void> {
  await install(values);
}
