import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { errorMessages } from '../../../src/engine/error-messages/error-messages.ts';
import { findErrors, nearestErrors } from '../../../src/engine/error-messages/find-errors.ts';
import { rules } from '../../../src/rules/index.ts';
import { unicodeText } from '../../support/unicode-text.ts';

const guides = join(import.meta.dirname, '..', '..', '..', 'docs', 'guides');

/** Texts that components print, and the start of the message that explains each. */
const printed: readonly (readonly [text: string, message: string])[] = [
  [
    'conflicting mirrorSourcePolicy is set for the same source "quay.io/a" in imagedigestmirrorsets',
    'conflicting mirrorSourcePolicy',
  ],
  [
    'cannot set mirrorSourcePolicy: NeverContactSource if the source "quay.io/a" is one of the mirrors',
    'cannot set mirrorSourcePolicy',
  ],
  ['invalid format for source "https://quay.io/a"', 'invalid format for'],
  ['invalid format for mirror "m.example.com:/a"', 'invalid format for'],
  ['invalid empty entry for mirror configuration', 'invalid empty entry'],
  ['wildcard entries are not supported with mirror configuration "*.a.io"', 'wildcard entries'],
  ['invalid entry for blocked registries "a.*"', 'invalid entry for'],
  [
    'clusterimagePolicy configured for the scope quay.io/a is not nested inside allowedRegistries',
    'clusterimagePolicy',
  ],
  ['imagePolicy configured for the scope quay.io/a is nested inside blockedRegistries', 'clusterimagePolicy'],
  [
    'error getting digest sources for scope quay.io/a: rewriting reference: wrong',
    'error getting digest|tag sources',
  ],
  ['error getting tag sources for scope quay.io/a: wrong', 'error getting digest|tag sources'],
  ['internal error: mirrorsAdjustedForNestedScope for a wildcard scope "*.a.io"', 'internal error'],
  [
    'invalid images config: only one of AllowedRegistries or BlockedRegistries may be specified',
    'invalid images config',
  ],
  [
    'error adding ["quay.io"] to blocked registries, cannot block the repository being used by the payload',
    'error adding',
  ],
  ['error: both imagecontentsourcepolicy and imagetagmirrorset exist', 'error: both'],
  ['error parsing reference of release image', 'error parsing reference'],
  ['Type: RenderDegraded, Status: True', 'RenderDegraded'],
  [
    'rendered MachineConfig rendered-worker-1 is too large (1600000 bytes, max 1572864 bytes)',
    'rendered MachineConfig',
  ],
  ['etcdserver: request is too large', 'etcdserver'],
  [
    'registry quay.io is blocked in /etc/containers/registries.conf or /etc/containers/registries.conf.d',
    'registry <registry> is blocked',
  ],
  ['registry lab.example.com is blocked', 'registry <registry> is blocked'],
  [
    'Source image rejected: Running image docker://quay.io/a:1 is rejected by policy.',
    'Source image rejected: Running',
  ],
  [
    'SignatureValidationFailed: Source image rejected: A signature was required, but no signature exists',
    'Source image rejected: A signature',
  ],
  ['rewriting reference: repository name must be canonical', 'repository name must be canonical'],
  ['repository name must not be more than 255 characters', 'repository name must not'],
  [
    'Failed to apply default image tag "docker://a": couldn\'t parse image name "docker://a": invalid reference format',
    'invalid reference format',
  ],
  ["invalid location 'https://quay.io': URI schemes are not supported", 'invalid location'],
  [
    "registry 'a.io' is defined multiple times with conflicting 'blocked' setting",
    "registry '<registry>' is defined",
  ],
  ['reading manifest v1 in quay.io/a: manifest unknown', 'manifest unknown'],
  ['unauthorized: authentication required', 'unauthorized'],
  ['tls: failed to verify certificate: x509: certificate has expired or is not yet valid', 'tls'],
  ['Error: ImagePullBackOff', 'ImagePullBackOff'],
  [
    `spec.imageDigestMirrors[12].source: Invalid value: "a": spec.imageDigestMirrors[12].source in body should match '^x$'`,
    '<field> in body should match',
  ],
  [
    'spec.imageTagMirrors[0].mirrorSourcePolicy: Unsupported value: "never": supported values: "NeverContactSource"',
    '<field>.mirrorSourcePolicy',
  ],
  ['spec.imageDigestMirrors[0].mirrors[1]: Duplicate value: "a.io"', '<field>: Duplicate value'],
  ['no matches for kind "ImageDigestMirrorSet" in version "v1"', 'no matches for kind'],
  [`error: the server doesn't have a resource type "idms"`, 'error: the server'],
  ['This cluster has mirrors configured. 4.21 will require Sigstore signatures', 'This cluster has mirrors'],
  [
    'imageDigestSources[23].source: Invalid value: "docker.io/a": the repository provided is invalid',
    'imageDigestSources[<n>]',
  ],
];

const frames: readonly (readonly [text: string, message: string])[] = [
  ['could not update registries config with new changes: x', 'could not update registries config'],
  ['could not update policy json with new changes: x', 'could not update policy json'],
  ['(Mirrors also failed: [m.io/a: x]): quay.io/a: y', '(Mirrors also failed'],
];

const messagesIn = (text: string) => findErrors(text).map(({ message }) => message.text);

/** Breaks a log line like a terminal of this width. */
function wrapped(text: string, width: number, prefix: string): string {
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).map((part) => prefix + part).join('\n');
}

const logPrefixes = [
  '2026-11-30T02:20:41.123456789Z ',
  'I1130 02:20:41.123456       1 container_runtime_config_controller.go:415] ',
  '2026-11-30T02:20:41Z E1130 02:20:41.123456       1 kuberuntime_image.go:55] ',
  'Nov 30 02:20:41.123456 worker-0.example.com kubenswrapper[2412]: ',
  'Nov  1 02:20:41 worker-0 crio[1999]: time="2026-11-01T02:20:41Z" level=error msg=',
  '2026-11-30T02:20:41.123456789+00:00 stderr F ',
  '[pod/machine-config-controller-abc/machine-config-controller] ',
];

describe('findErrors', () => {
  it.each([...printed, ...frames])('finds %s', (text, message) => {
    expect(messagesIn(text)[0]?.startsWith(message)).toBe(true);
  });

  it.each(printed)(
    'finds the message with other quotes, in upper case and with escapes: %s',
    (text, message) => {
      for (const other of [
        text.replace(/["']/g, '`'),
        text.toUpperCase(),
        JSON.stringify(text),
        `  ${text}\r\n`,
      ])
        expect(messagesIn(other)[0]?.startsWith(message)).toBe(true);
    },
  );

  it.each(logPrefixes)('finds every message in lines that are wrapped behind the prefix %s', (prefix) => {
    for (const [text, message] of printed)
      for (const width of [17, 40, 80])
        expect(messagesIn(wrapped(text, width, prefix))[0]?.startsWith(message)).toBe(true);
  });

  it('lists the causes before the messages that surround them', () => {
    const log = [
      'Error syncing image config openshift-config: could not Create/Update MachineConfig: ' +
        'could not update registries config with new changes: invalid format for mirror "a:/b"',
      'Warning  Failed  kubelet  Error: ImagePullBackOff',
      'Failed to pull image "quay.io/a": (Mirrors also failed: [m.io/a: manifest unknown]): ' +
        'quay.io/a: registry quay.io is blocked in /etc/containers/registries.conf',
      'Error: ImagePullBackOff',
    ].join('\n');
    expect(
      findErrors(log).map(({ message, line, count }) => [message.text.slice(0, 22), line, count]),
    ).toEqual([
      ['invalid format for sou', 1, 1],
      ['manifest unknown', 3, 1],
      ['registry <registry> is', 3, 1],
      ['could not update regis', 1, 1],
      ['ImagePullBackOff', 2, 2],
      ['(Mirrors also failed: ', 3, 1],
    ]);
  });

  it('finds nothing in a text without a known message', () => {
    expect(findErrors('Successfully pulled image "quay.io/a" in 1.2s; the registry was fast')).toEqual([]);
    expect(findErrors('')).toEqual([]);
  });

  it('does not combine parts that are far from each other', () => {
    expect(findErrors(`the registry ${'works '.repeat(100)} and access is blocked in the office`)).toEqual(
      [],
    );
  });

  it('never throws, and finds a message between any other lines', () => {
    fc.assert(
      fc.property(unicodeText(), unicodeText(), (before, after) => {
        const [, message] = printed[0] as (typeof printed)[number];
        const found = messagesIn(`${before}\n${printed[0]?.[0]}\n${after}`);
        expect(found.some((text) => text.startsWith(message))).toBe(true);
      }),
    );
  });
});

describe('nearestErrors', () => {
  it('lists the most similar messages first', () => {
    const [first, ...others] = nearestErrors('mirrorSourcePolicy is in conflict for the same source');
    expect(first?.text).toMatch(/^conflicting mirrorSourcePolicy/);
    expect(others.length).toBeLessThanOrEqual(2);
    expect(nearestErrors('xyzzy')).toEqual([]);
  });
});

describe('error messages', () => {
  it.each(errorMessages.map((message) => [message.text, message] as const))(
    'are found by their text: %s',
    (text) => {
      expect(messagesIn(text)).toContain(text);
    },
  );

  it('name rules and guides that exist', () => {
    const ids = new Set(rules.map(({ id }) => id));
    for (const message of errorMessages) {
      expect(message.rules.filter((id) => !ids.has(id))).toEqual([]);
      if (message.guide === undefined) continue;
      const [page = '', anchor] = message.guide.page.split('#');
      expect(existsSync(join(guides, page))).toBe(true);
      const headings = readFileSync(join(guides, page), 'utf8').match(/^#+ .*$/gm) ?? [];
      const anchors = headings.map((heading) =>
        heading.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-'),
      );
      if (anchor !== undefined) expect(anchors).toContain(anchor);
    }
  });
});
