import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import { run } from '../run.ts';
import { inFolder } from '../temporary-folder.ts';

const review = JSON.stringify({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: '1',
    kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
    operation: 'CREATE',
    name: 'new',
    userInfo: { username: 'alice' },
    object: idms('new').mirror('quay.io/new', ['mirror.example.com/new']).object,
  },
});
const test = (cluster: string) =>
  JSON.stringify({
    cluster: [cluster],
    cases: [{ name: 'a', object: idms('new').object, expect: { notRules: ['rollout-drain'] } }],
  });
const team = (mirror: string) => JSON.stringify(idms('team').mirror('quay.io/team', [mirror]).object);
const stored = { 'a.json': team('a.example.com/team'), 'b.json': team('b.example.com/team') };

describe('notes about two objects with the same name', () => {
  it.each([
    ['review', ['review', 'review.json', '--stored', 'stored']],
    ['policy test', ['policy', 'test', 'test.json']],
  ])('%s name both and the one that is used', (_, args) => {
    const files = Object.fromEntries(Object.entries(stored).map(([name, text]) => [`stored/${name}`, text]));
    return inFolder({ ...files, 'review.json': review, 'test.json': test('stored') }, async (folder) => {
      const { err } = await run(
        args.map((arg) => (/^(stored|.*\.json)$/.test(arg) ? join(folder, arg) : arg)),
      );
      const [b, a] = ['b.json', 'a.json'].map((name) => join(folder, 'stored', name));
      expect(err).toContain(`${b}:1:`);
      expect(err).toMatch(
        /ImageDigestMirrorSet team appears more than once with different content; the last one, here, is used; the object at /,
      );
      expect(err).toContain(`${a}:1:`);
    });
  });
});

describe('notes about several objects with the same name', () => {
  it('are one note with all positions', async () => {
    const files = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`${name}.json`, team(`${name}.example.com/team`)]),
    );
    await inFolder(files, async (folder) => {
      const { err } = await run(['render', folder]);
      const position = (name: string) => `${join(folder, `${name}.json`)}:1:[0-9]+`;
      const notes = err.split('\n').filter((line) => line.includes('appears more than once'));
      expect(notes).toHaveLength(1);
      expect(notes[0]).toMatch(
        new RegExp(
          `^${position('f')}  warning  .* is used; the objects at ${position('a')}, ${position('b')}, ${position('c')} ` +
            'and 2 more are ignored$',
        ),
      );
      const few = await run(['render', ...['a', 'b', 'c'].map((name) => join(folder, `${name}.json`))]);
      expect(few.err).toMatch(
        new RegExp(`; the objects at ${position('a')} and ${position('b')} are ignored\n`),
      );
    });
  });
});
