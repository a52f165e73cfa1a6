import { describe, expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-program.ts';
import { type Rendered, type RenderOptions, render, walk } from './render.ts';

/** Maximum length of a label value and of the name of a Service or pod. */
const longestLabel = 63;
const longestRelease = 'r'.repeat(53);

const everything = {
  'networkPolicy.enabled': true,
  'monitoring.serviceMonitor.enabled': true,
  'monitoring.dashboard.enabled': true,
  'admissionPolicy.enabled': true,
  policy: { preset: 'strict' },
};

const isClusterWide = ({ kind }: Rendered) => /^(Cluster|Mutating|Validating)/.test(kind);
const idOf = ({ kind, metadata }: Rendered) => `${kind} ${metadata.name}`;

function selectorOf(options: RenderOptions): unknown {
  const [spec] = render(options).flatMap((object) =>
    object.kind === 'Deployment' ? [object.spec as { readonly selector: unknown }] : [],
  );
  return spec?.selector;
}

describeWithHelm('object names', () => {
  it.each([
    ['the longest release name', { release: longestRelease }],
    [
      'the longest release and chart names',
      { release: longestRelease, values: { nameOverride: 'n'.repeat(53) } },
    ],
    ['the longest fullnameOverride', { values: { fullnameOverride: 'f'.repeat(53) } }],
    ['a truncated name that would end with a hyphen', { release: 'r'.repeat(52) }],
  ] satisfies readonly (readonly [string, RenderOptions])[])('are valid with %s', (_title, options) => {
    for (const mode of ['self', 'openshift', 'cert-manager', 'files']) {
      const values = {
        ...everything,
        ...('values' in options ? options.values : {}),
        'certificates.mode': mode,
      };
      for (const object of render({ ...options, values })) {
        expect(object.metadata.name).toMatch(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
        const isShort = ['Service', 'Pod', 'Job', 'Deployment'].includes(object.kind);
        if (isShort) expect(object.metadata.name.length).toBeLessThanOrEqual(longestLabel);
        for (const [path, value] of walk(object))
          if (/(^|\.)(labels|matchLabels)\.[^.]*$/.test(path))
            expect(String(value).length).toBeLessThanOrEqual(longestLabel);
      }
    }
  });

  it('do not change the selector of the Deployment, which is immutable', () => {
    const byDefault = selectorOf({});
    expect(byDefault).toBeDefined();
    expect(
      selectorOf({
        values: { nameOverride: 'guard', fullnameOverride: 'guard', 'certificates.mode': 'openshift' },
      }),
    ).toEqual(byDefault);
    expect(
      selectorOf({ values: { commonLabels: { team: 'a' }, podLabels: { tier: 'b' }, 'image.tag': 'v2' } }),
    ).toEqual(byDefault);
  });

  describe('of two releases in one cluster', () => {
    const [first, second] = [
      render({ release: 'blue', values: everything }),
      render({ release: 'green', values: everything }),
    ] as const;

    it('are different', () => {
      const names = new Set(first.map(idOf));
      expect(second.filter((object) => names.has(idOf(object)))).toEqual([]);
      expect(first.filter(isClusterWide).length).toBeGreaterThan(5);
    });

    it('occur only in the permissions of their own release', () => {
      const granted = second
        .filter(({ kind }) => kind.endsWith('Role'))
        .flatMap(({ rules }) => [...walk(rules)].map(([, value]) => value));
      expect(granted).toContain('green-mirrorguard');
      expect(granted).not.toContain('blue-mirrorguard');
    });
  });
});
