import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { webhookOptions } from '../../src/config/webhook-options.ts';
import { docsUrlOf } from '../../src/reporting/docs-url.ts';
import { describeWithHelm } from './describe-with-program.ts';
import { chart, lint, render } from './render.ts';

interface ChartMetadata {
  readonly apiVersion: string;
  readonly version: string;
  readonly appVersion: string;
  readonly kubeVersion: string;
  readonly icon: string;
  readonly home: string;
  readonly sources: readonly string[];
  readonly maintainers: readonly { readonly name: string; readonly email?: string }[];
  readonly annotations: Readonly<Record<string, string>>;
}

const read = (path: string) => readFileSync(join(chart, path), 'utf8');
const metadata = parse(read('Chart.yaml')) as ChartMetadata;
const { version } = JSON.parse(read('../../package.json')) as { readonly version: string };

/** The checks of chart-verifier for which neither a cluster nor a registry is required, profile v1.3. */
describeWithHelm('the checks of chart-verifier', () => {
  it('is-helm-v3: uses API version v2', () => {
    expect(metadata.apiVersion).toBe('v2');
  });

  it('has-readme, has-notes, contains-values, contains-values-schema: contains the files', () => {
    const files = ['README.md', 'templates/NOTES.txt', 'values.yaml', 'values.schema.json'];
    expect(files.filter((file) => !existsSync(join(chart, file)) || read(file).trim() === '')).toEqual([]);
  });

  it('contains-test: has a test in templates/tests', () => {
    const tests = globSync('templates/tests/*.yaml', { cwd: chart });
    expect(tests).toEqual(['templates/tests/self-test.yaml']);
    const hooks = render().filter((object) => object.metadata.annotations?.['helm.sh/hook'] === 'test');
    expect(hooks.filter(({ kind }) => kind === 'Pod')).toHaveLength(1);
  });

  it('has-kubeversion: sets kubeVersion to the versions of the supported OpenShift versions', () => {
    expect(metadata.kubeVersion).toBe('>=1.26.0-0');
    expect(metadata.annotations['charts.openshift.io/supportedOpenShiftVersions']).toBe('>=4.13');
  });

  it('required-annotations-present: sets charts.openshift.io/name', () => {
    expect(metadata.annotations).toMatchObject({
      'charts.openshift.io/name': 'mirrorguard',
      'charts.openshift.io/provider': 'mirrorguard',
    });
  });

  it('not-contains-crds, not-contain-csi-objects: contains no CRD and no CSIDriver', () => {
    const templates = globSync('templates/**/*.{yaml,tpl}', { cwd: chart });
    expect(templates.length).toBeGreaterThan(15);
    expect(
      templates.filter((file) => /^kind: *(CustomResourceDefinition|CSIDriver)/m.test(read(file))),
    ).toEqual([]);
    expect(existsSync(join(chart, 'crds'))).toBe(false);
  });

  it('helm-lint: passes', () => {
    expect(lint()).toBe('');
  });
});

describeWithHelm('the metadata of the chart', () => {
  it('has the version of the package', () => {
    expect(metadata).toMatchObject({ version, appVersion: version });
  });

  it('embeds icon.svg', () => {
    expect(metadata.icon).toBe(
      `data:image/svg+xml;base64,${Buffer.from(read('icon.svg')).toString('base64')}`,
    );
  });

  it('refers to the project only, not to people', () => {
    expect(metadata.maintainers).toEqual([{ name: 'mirrorguard', url: metadata.home }]);
    expect(metadata.sources).toEqual([metadata.home]);
  });
});

describe('the base URL of the documentation', () => {
  it('is the same for alerts, cluster reports and SARIF by default', () => {
    const { docsUrl } = parse(read('values.yaml')) as { readonly docsUrl: string };
    expect(docsUrl).toBe(docsUrlOf({}));
    expect(webhookOptions.docsUrl.default).toBe(docsUrl);
  });
});

describeWithHelm('examples/imageset-config.yaml', () => {
  const config = parse(read('../../examples/imageset-config.yaml')) as {
    readonly mirror: {
      readonly helm: Readonly<Record<'repositories' | 'local', readonly Readonly<Record<string, unknown>>[]>>;
      readonly additionalImages: readonly { readonly name: string }[];
    };
  };

  it('mirrors the current chart from a repository and from a file', () => {
    expect(config).toMatchObject({
      apiVersion: 'mirror.openshift.io/v2alpha1',
      kind: 'ImageSetConfiguration',
    });
    expect(config.mirror.helm).toEqual({
      repositories: [
        {
          name: 'mirrorguard',
          url: expect.stringMatching(/^https:/),
          charts: [{ name: 'mirrorguard', version }],
        },
      ],
      local: [{ name: 'mirrorguard', path: `./mirrorguard-${version}.tgz` }],
    });
  });

  it('mirrors the image of the chart by digest', () => {
    const { image } = parse(read('values.yaml')) as { readonly image: { readonly repository: string } };
    const pattern = new RegExp(`^${image.repository}@sha256:[0-9a-f]{64}$`);
    expect(config.mirror.additionalImages).toEqual([{ name: expect.stringMatching(pattern) }]);
  });
});
