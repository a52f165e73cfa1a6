import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { stageExample } from '../../src/rules/stage-example.ts';
import { toWrittenObject } from '../../src/webhook/subject.ts';

describe('stageExample', () => {
  it('gives rules the same subject as admission and the CLI do', () => {
    for (const { meta } of rules) {
      for (const example of [...meta.examples.valid, ...meta.examples.invalid]) {
        const { subject } = stageExample(example);
        const { kind, name, operation, object, written, before } = subject;
        if (object === undefined || before !== undefined) continue;
        expect(
          toWrittenObject({ kind, name, operation, object, ...(written === undefined ? {} : { written }) }),
        ).toEqual(subject);
      }
    }
  });

  it('uses the last object of a list as the written object', () => {
    const { subject, facts } = stageExample([icsp('a'), idms('b')]);
    expect(subject).toMatchObject({ kind: 'ImageDigestMirrorSet', name: 'b', operation: 'CREATE' });
    expect(facts.known.inputDocuments?.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('uses an example with an old object as an update, and a deleted object as one without entries', () => {
    const before = idms('a').mirror('quay.io/x', ['m.io/x']);
    expect(stageExample({ subject: idms('a'), before }).subject).toMatchObject({
      operation: 'UPDATE',
      before: { entries: [{ source: 'quay.io/x' }] },
    });
    expect(stageExample({ subject: before, before, operation: 'DELETE' }).subject).toMatchObject({
      entries: [],
      before: { entries: [{}] },
    });
  });

  it('sets the version only if the example has one', () => {
    expect(stageExample(idms('a')).facts.known.clusterVersion).toBeUndefined();
    expect(stageExample({ subject: idms('a'), version: '4.15.3' }).facts.known.clusterVersion).toEqual({
      version: { major: 4, minor: 15, patch: 3 },
    });
    expect(() => stageExample({ subject: idms('a'), version: 'four' })).toThrow('four');
  });
});
