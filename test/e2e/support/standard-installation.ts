import { createAuthority } from './authority.ts';
import { filesMode, readTrustedCertificate, servingName, storeServingCertificate, trust } from './files-mode.ts';
import { install, type Values } from './release.ts';

/** Installs, or brings back to, what most tests start from: two replicas, failurePolicy Fail, everything else as the chart has it. */
export async function installStandard(values: Values = {}): Promise<void> {
  const known = await readTrustedCertificate();
  const certificate = known ?? (await issue());
  await install({ ...filesMode, extraArgs: ['--cluster-dir=/app/examples/cluster'], ...values });
  await trust({ certificate });
}

/** @returns the CA's certificate */
async function issue(): Promise<string> {
  const authority = await createAuthority();
  await storeServingCertificate(await authority.issue(servingName), authority.certificate);
  await authority.close();
  return authority.certificate;
}
