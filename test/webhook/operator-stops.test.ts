import { describe, expect, it } from '@jest/globals';
import { type ExampleCase, type ExampleObject, image, itms, toFullExample } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { stageExample } from '../../src/rules/stage-example.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { reviewOf, toBytes } from '../support/review.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const releaseImage = `registry.company.com/ocp/release@${digest}`;
const facts = { imagePolicies: [], machineConfigPools: [], nodeDisruption: [] };

/** Sends the write to /validate. Returns the field and the message of each cause of no-stopped-operator. */
function causesOf(example: ExampleCase): readonly (readonly [field: string, message: string])[] {
  const { subject, before } = toFullExample(example);
  const { facts } = stageExample(example);
  const { parts } = recordingParts({ rules, facts: { snapshot: () => ({ facts, takenAtMs: 999_000 }) } });
  const review = reviewOf(
    subject as ExampleObject,
    before === undefined ? {} : { operation: 'UPDATE', oldObject: before.object },
  );
  const reply = handleReview({ stage: 'validate', body: toBytes(review) }, parts);
  if (reply instanceof Promise) throw new Error('the response is not synchronous');
  const { allowed, status } = JSON.parse(reply.body).response;
  if (allowed) return [];
  return status.details.causes
    .filter(({ message }: { message: string }) => message.startsWith('no-stopped-operator: '))
    .map(({ field, message }: { field: string; message: string }) => [field, message]);
}

describe('/validate of a write that starts a crash loop', () => {
  const crash =
    /^no-stopped-operator: a wildcard in blockedRegistries contains the release image "registry\.company\.com\/ocp\/release", which has no mirror\. The machine-config-controller would crash at every start/;

  it('denies the wildcard at its list entry', () => {
    const subject = image({ blockedRegistries: ['docker.io', '*.com'] });
    expect(causesOf({ subject, before: image({}), releaseImage, version: '4.18.3', facts })).toEqual([
      ['spec.registrySources.blockedRegistries[1]', expect.stringMatching(crash)],
    ]);
  });

  it('allows a write next to the stored wildcard, and a list without it', () => {
    const stored = image({ blockedRegistries: ['*.com'] });
    const world = { releaseImage, version: '4.18.3', facts };
    const added = image({ blockedRegistries: ['*.com', 'docker.io'] });
    expect(causesOf({ ...world, subject: added, before: stored })).toEqual([]);
    expect(
      causesOf({ ...world, subject: image({ blockedRegistries: ['docker.io'] }), before: stored }),
    ).toEqual([]);
  });
});

describe('/validate of a write after which the controller does not start', () => {
  const world = { releaseImage, version: '4.23.1', facts };

  it('denies a block of the release at its list entry', () => {
    const subject = image({ blockedRegistries: ['docker.io', 'registry.company.com'] });
    expect(causesOf({ ...world, subject, before: image({}) })).toEqual([
      [
        'spec.registrySources.blockedRegistries[1]',
        expect.stringMatching(
          /The machine-config-controller does not start: registry registry\.company\.com is/,
        ),
      ],
    ]);
  });

  it('denies a mirror set that blocks the release at its source', () => {
    const subject = itms('tags')
      .mirror('quay.io', ['m.example.com/quay'])
      .mirror('registry.company.com/ocp', ['m.example.com/ocp'], 'NeverContactSource');
    expect(causesOf({ ...world, subject })).toEqual([
      [
        'spec.imageTagMirrors[1].source',
        expect.stringMatching(/: every location of "registry\.company\.com\/ocp\/release" is blocked\./),
      ],
    ]);
  });

  it('denies a wildcard source around a block that the operator otherwise drops', () => {
    const subject = itms('lab')
      .mirror('quay.io', ['m.example.com/quay'])
      .mirror('*.company.com', ['m.example.com/company']);
    const imageConfig = { blockedRegistries: ['docker.io', 'registry.company.com'] };
    expect(causesOf({ ...world, subject, imageConfig })).toEqual([
      [
        'spec.imageTagMirrors[1].source',
        'no-stopped-operator: "registry.company.com" of image.config is inside the wildcard source ' +
          '"*.company.com". The machine-config-controller does not start: internal error: ' +
          'mirrorsAdjustedForNestedScope for a wildcard scope "*.company.com". Add an entry for ' +
          '"registry.company.com"',
      ],
    ]);
  });
});
