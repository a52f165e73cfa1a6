import { describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { generatedName, toSubject } from '../../src/webhook/subject.ts';

const kind = 'ImageDigestMirrorSet';
const { object } = idms('a').mirror('quay.io/x', ['m.example.com/x']);

describe('the subject of a write', () => {
  it('has the written object and the stored one', () => {
    const before = idms('a').mirror('quay.io/old').object;
    const subject = toSubject({ kind, operation: 'UPDATE', object, oldObject: before });
    expect(subject.entries.map(({ source }) => source)).toEqual(['quay.io/x']);
    expect(subject.before?.entries.map(({ source }) => source)).toEqual(['quay.io/old']);
    expect(subject.structure).toEqual([]);
  });

  it('has no entries and no structure problems for a deletion', () => {
    const subject = toSubject({ kind, operation: 'DELETE', object: null, oldObject: object });
    expect(subject).toMatchObject({ name: 'a', entries: [], structure: [] });
    expect(subject.before?.entries).toHaveLength(1);
    expect(subject.object).toBeUndefined();
  });

  it('takes its name from the request, then from the object, and has a placeholder otherwise', () => {
    const nameless = { ...object, metadata: { generateName: 'a-' } };
    expect(toSubject({ kind, operation: 'CREATE', object, name: 'b' }).name).toBe('b');
    expect(toSubject({ kind, operation: 'CREATE', object, name: '' }).name).toBe('a');
    expect(toSubject({ kind, operation: 'CREATE', object: nameless }).name).toBe(generatedName);
  });

  it('reads the manifest from the annotation of kubectl apply', () => {
    const annotated = (text: unknown) => ({
      ...object,
      metadata: { name: 'a', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': text } },
    });
    const writtenIn = (text: unknown) =>
      toSubject({ kind, operation: 'CREATE', object: annotated(text) }).written;
    expect(writtenIn('{"spec":{"imageDigestMirors":[]}}')).toEqual({ spec: { imageDigestMirors: [] } });
    expect(writtenIn('{')).toBeUndefined();
    expect(writtenIn('[]')).toBeUndefined();
    expect(writtenIn(7)).toBeUndefined();
  });

  it('prefers the given text to the annotation', () => {
    expect(toSubject({ kind, operation: 'CREATE', object, written: { kind: 'x' } }).written).toEqual({
      kind: 'x',
    });
  });

  it.each([undefined, null, 'x', [], 7])('is created for %j', (anything) => {
    const subject = toSubject({ kind, operation: 'UPDATE', object: anything, oldObject: anything });
    expect(subject.entries).toEqual([]);
    expect(subject.structure.length).toBeGreaterThan(0);
  });
});
