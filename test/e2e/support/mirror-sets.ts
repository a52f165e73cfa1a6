import { expectSuccess } from './run-command.ts';

/** Resource names of the three kinds for kubectl. */
export const resources = {
  ImageDigestMirrorSet: 'imagedigestmirrorsets.config.openshift.io',
  ImageTagMirrorSet: 'imagetagmirrorsets.config.openshift.io',
  ImageContentSourcePolicy: 'imagecontentsourcepolicies.operator.openshift.io',
} as const;

/** Deletes the mirror sets of all three kinds. */
export async function removeAllMirrorSets(): Promise<void> {
  await expectSuccess('kubectl', [
    'delete',
    Object.values(resources).join(','),
    '--all',
    '--ignore-not-found',
  ]);
}
