import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { mutations } from '../../src/policy/mutations/index.ts';
import { rules } from '../../src/policy/rules/index.ts';
import { type Run, run } from './run.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'schema');

function expectToFit(name: string, { out }: Run): void {
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8')));
  validate(JSON.parse(out));
  expect(validate.errors).toBeNull();
}

const messy = `
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: a, namespace: b}
spec: {imageDigestMirrors: [{source: https://quay.io/x, mirrors: [m.io/x/, m.io/x]}]}
---
kind: [
`;

const review = JSON.stringify({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: 'u',
    kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
    operation: 'CREATE',
    object: { metadata: { name: 'a' }, spec: { imageDigestMirrors: [{ source: 'quay.io/x' }] } },
  },
});

describe('the JSON of every command fits its published schema', () => {
  it('lint, with findings and errors', async () => {
    expectToFit('lint', await run(['lint', '-o', 'json', '-'], { stdin: messy }));
  });

  it('lint, without anything', async () => {
    expectToFit('lint', await run(['lint', '-o', 'json', '-']));
  });

  it('fix', async () => {
    const [document = ''] = messy.split('---');
    const fixed = await run(['fix', '-o', 'json', '-'], { stdin: document });
    expectToFit('fix', fixed);
    expect(JSON.parse(fixed.out).repairs).toHaveLength(4);
    expectToFit('fix', await run(['fix', '-o', 'json', '-'], { stdin: messy }));
  });

  it('review', async () => {
    expectToFit('review', await run(['review', '-o', 'json', '-'], { stdin: review }));
  });

  it('rules', async () => {
    expectToFit('rules', await run(['rules', '-o', 'json']));
  });

  it('explain, for every rule and repair', async () => {
    for (const { id } of [...rules, ...mutations]) expectToFit('explain', await run(['explain', '-o', 'json', id]));
  });
});
