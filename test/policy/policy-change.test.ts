import { describe, expect, it } from '@jest/globals';
import { lint } from '../../src/engine/lint.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite } from '../../src/policy/evaluate-write.ts';
import type { FullExample } from '../../src/rules/example.ts';
import { type ExampleObject, icsp, idms, itms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { stageExample } from '../../src/rules/stage-example.ts';

const never = 'NeverContactSource';
const digest = (policy?: typeof never) => idms('d').mirror('cp.icr.io/cp', ['m.example.com/cp'], policy);
const tag = (policy?: typeof never) => itms('t').mirror('cp.icr.io/cp', ['m.example.com/cp'], policy);

function annotate(object: ExampleObject, value: string): ExampleObject {
  const metadata = object.object.metadata as JsonObject;
  return object.with({ metadata: { ...metadata, annotations: { 'mirrorguard.io/policy-change': value } } });
}

function write(subject: ExampleObject, stored: readonly ExampleObject[], world: Partial<FullExample> = {}) {
  const before = stored.find(({ kind, name }) => kind === subject.kind && name === subject.name);
  const { subject: written, facts } = stageExample({
    ...world,
    subject,
    cluster: stored.filter((object) => object !== before),
    ...(before === undefined ? {} : { before, operation: 'UPDATE' }),
  });
  const { verdict, findings } = evaluateWrite(written, {
    rules,
    enforcement: recommended,
    facts,
    host: 'admission',
  });
  const conflict = findings.find(({ rule }) => rule === 'no-conflicting-source-policy');
  const denials = findings.filter(({ severity }) => severity === 'deny').map(({ rule }) => rule);
  return { verdict, conflict, denials };
}

describe('a policy change in two objects', () => {
  it('is denied in either order, with the exact annotation', () => {
    const stored = [digest(), tag()];
    expect(write(digest(never), stored)).toMatchObject({
      verdict: 'deny',
      conflict: {
        message: expect.stringMatching(
          /^ImageTagMirrorSet t has .*\. To change it in all objects, update mirrorSourcePolicy alone with the annotation "mirrorguard\.io\/policy-change: ImageTagMirrorSet\/t", then update the others$/,
        ),
      },
    });
    expect(write(tag(never), stored).conflict?.message).toContain(
      '"mirrorguard.io/policy-change: ImageDigestMirrorSet/d"',
    );
  });

  it('is allowed with a warning if the annotation names the other object, and completed by the second write', () => {
    const first = annotate(digest(never), 'ImageTagMirrorSet/t');
    expect(write(first, [digest(), tag()])).toMatchObject({
      verdict: 'allow',
      conflict: {
        severity: 'warn',
        downgradedBy: 'policy-change',
        message:
          'set the same mirrorSourcePolicy for "cp.icr.io/cp" in ImageTagMirrorSet t next; until then the ' +
          'Machine Config Operator keeps its last good files and applies no mirror change',
      },
    });
    expect(write(tag(never), [first, tag()])).toMatchObject({ verdict: 'allow', conflict: undefined });
  });

  it('is completed for a third object too', () => {
    const third = (policy?: typeof never) => itms('u').mirror('cp.icr.io/cp', ['m.example.com/cp'], policy);
    const first = annotate(digest(never), ' ImageTagMirrorSet/u, ImageTagMirrorSet/t ');
    expect(write(first, [digest(), tag(), third()]).verdict).toBe('allow');
    expect(write(tag(never), [first, tag(), third()])).toMatchObject({
      verdict: 'allow',
      conflict: { downgradedBy: 'stored' },
    });
    expect(write(third(never), [first, tag(never), third()]).conflict).toBeUndefined();
  });

  it.each([
    ['does not name every other object', annotate(digest(never), 'ImageTagMirrorSet/x')],
    ['is empty', annotate(digest(never), '')],
    [
      'is added with another change',
      annotate(digest(never).mirror('quay.io/x', ['m.example.com/x']), 'ImageTagMirrorSet/t'),
    ],
  ])('is denied if the annotation %s', (_, subject) => {
    expect(write(subject, [digest(), tag()]).denials).toEqual(['no-conflicting-source-policy']);
  });

  it('names the objects of every source whose policy changes', () => {
    const both = (policy?: typeof never) => digest(policy).mirror('quay.io/b', ['m.example.com/b'], policy);
    const stored = [both(), tag(), itms('b').mirror('quay.io/b', ['m.example.com/b'])];
    const value = 'ImageTagMirrorSet/t,ImageTagMirrorSet/b';
    expect(write(both(never), stored).conflict?.message).toContain(
      `"mirrorguard.io/policy-change: ${value}"`,
    );
    expect(write(annotate(both(never), 'ImageTagMirrorSet/t'), stored).verdict).toBe('deny');
    expect(write(annotate(both(never), value), stored).verdict).toBe('allow');
  });

  it('is denied for a new object, annotated or not', () => {
    const subject = annotate(digest(never), 'ImageTagMirrorSet/t');
    expect(write(subject, [tag()])).toMatchObject({
      verdict: 'deny',
      conflict: {
        message: expect.stringMatching(
          /\. An update of mirrorSourcePolicy alone with the annotation "mirrorguard\.io\/policy-change: ImageTagMirrorSet\/t" can change it in all objects later\. Use the policy of ImageTagMirrorSet t here$/,
        ),
      },
    });
  });
});

describe('a write during a policy change', () => {
  const first = annotate(digest(never), 'ImageTagMirrorSet/t');

  it.each([
    ['a new object with the old policy', idms('n').mirror('cp.icr.io/cp', ['n.example.com/cp'])],
    ['a new object with the new policy', idms('n').mirror('cp.icr.io/cp', ['n.example.com/cp'], never)],
  ])('is denied for %s until the change is complete', (_, subject) => {
    const conflict = write(subject, [first, tag()]).conflict?.message;
    expect(conflict).toMatch(
      /\. Set the same mirrorSourcePolicy in ImageDigestMirrorSet d and ImageTagMirrorSet t first$/,
    );
  });

  it('is allowed if it reverts the change', () => {
    expect(write(digest(), [first, tag()])).toMatchObject({ verdict: 'allow', conflict: undefined });
  });
});

describe('an update that adds an entry with another policy', () => {
  it('is denied with the annotation for the time after it', () => {
    const before = idms('d').mirror('quay.io/x', ['m.example.com/x']);
    const subject = before.mirror('cp.icr.io/cp', ['m.example.com/cp'], never);
    expect(write(subject, [before, tag()]).conflict?.message).toMatch(
      /\. An update of .* "mirrorguard\.io\/policy-change: ImageTagMirrorSet\/t" can change it in all objects later\. Use the policy of ImageTagMirrorSet t here$/,
    );
    const added = before.mirror('cp.icr.io/cp', ['m.example.com/cp']);
    expect(write(added, [before, tag()]).verdict).toBe('allow');
    expect(write(annotate(subject, 'ImageTagMirrorSet/t'), [added, tag()]).verdict).toBe('allow');
  });
});

describe('replacing an ImageContentSourcePolicy by an ImageDigestMirrorSet with NeverContactSource', () => {
  const legacy = icsp('old').mirror('cp.icr.io/cp', ['m.example.com/cp']);

  it('is denied with advice, and the advised writes are allowed', () => {
    expect(write(digest(never), [legacy]).conflict?.message).toMatch(
      /\. Create this object without NeverContactSource, delete ImageContentSourcePolicy old, then set it$/,
    );
    expect(write(digest(), [legacy]).verdict).toBe('allow');
    expect(write(legacy, [digest(), legacy], { operation: 'DELETE' }).verdict).toBe('allow');
    expect(write(digest(never), [digest()]).verdict).toBe('allow');
  });

  it('is denied with advice to copy mirrors that no ImageDigestMirrorSet has', () => {
    const larger = legacy.mirror('quay.io/b', ['m.example.com/b']);
    const message = (subject: ExampleObject, ...stored: ExampleObject[]) =>
      write(subject, stored).conflict?.message;
    expect(message(digest(never), larger)).toMatch(
      /\. Create this object without NeverContactSource, copy all mirrors of ImageContentSourcePolicy old to it, delete ImageContentSourcePolicy old, then set it$/,
    );
    expect(message(digest(never), digest(), larger)).toMatch(
      /\. Keep this entry without NeverContactSource, copy all mirrors of ImageContentSourcePolicy old to it, delete /,
    );
    const rest = idms('rest').mirror('quay.io/b', ['m.example.com/b']);
    expect(message(digest(never), larger, rest)).toMatch(
      /\. Create this object without NeverContactSource, delete ImageContentSourcePolicy old, then set it$/,
    );
    const other = itms('tags').mirror('quay.io/b', ['m.example.com/b']);
    expect(message(digest(never), larger, other)).toContain('copy all mirrors of');
  });

  it('cannot be announced with an annotation', () => {
    const subject = annotate(digest(never), 'ImageContentSourcePolicy/old');
    expect(write(subject, [digest(), legacy])).toMatchObject({
      verdict: 'deny',
      conflict: {
        message: expect.stringMatching(
          /\. Keep this entry without NeverContactSource, delete ImageContentSourcePolicy old, then/,
        ),
      },
    });
  });
});

describe('lint --stored of a policy change in two objects', () => {
  const report = (written: readonly ExampleObject[], stored: readonly ExampleObject[]) =>
    lint(
      written.map(({ object }) => object),
      { stored: stored.map(({ object }) => object) },
    ).findings.filter(({ rule }) => rule === 'no-conflicting-source-policy');

  it('reports that no order of single writes is accepted', () => {
    expect(report([digest(never), tag(never)], [digest(), tag()])).toMatchObject([
      {
        severity: 'warn',
        kind: 'ImageDigestMirrorSet',
        name: 'd',
        path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
        message:
          'ImageTagMirrorSet t has "cp.icr.io/cp" too; in any order, the first write of its new mirrorSourcePolicy is denied. ' +
          'Annotate one of them: "mirrorguard.io/policy-change: ImageTagMirrorSet/t" on ImageDigestMirrorSet d',
      },
    ]);
  });

  it('names the object whose update changes nothing else', () => {
    const stored = [digest(), tag()];
    const written = [digest(never).mirror('quay.io/b', ['m.example.com/b']), tag(never)];
    const message = expect.stringMatching(
      /^ImageDigestMirrorSet d has .*\. Annotate one of them: "mirrorguard\.io\/policy-change: ImageDigestMirrorSet\/d" on ImageTagMirrorSet t$/,
    );
    expect(report(written, stored)).toMatchObject([{ kind: 'ImageTagMirrorSet', name: 't', message }]);
    const [larger, smaller] = written as [ExampleObject, ExampleObject];
    expect(report([annotate(larger, 'ImageTagMirrorSet/t'), smaller], stored)).toMatchObject([{ message }]);
    expect(report([larger, annotate(smaller, 'ImageDigestMirrorSet/d')], stored)).toEqual([]);
  });

  it('advises a separate update if every update changes something else', () => {
    const written = [digest(never), tag(never)].map((each) => each.mirror('quay.io/b', ['m.example.com/b']));
    const annotated = written.map((each) => annotate(each, 'ImageTagMirrorSet/t'));
    for (const objects of [written, annotated])
      expect(report(objects, [digest(), tag()])).toMatchObject([
        {
          name: 'd',
          message: expect.stringMatching(
            /\. Change mirrorSourcePolicy alone first, with the annotation: "mirrorguard\.io\/policy-change: ImageTagMirrorSet\/t" on ImageDigestMirrorSet d$/,
          ),
        },
      ]);
  });

  it('reports nothing if one of the objects has the annotation', () => {
    const written = [digest(never), annotate(tag(never), 'ImageDigestMirrorSet/d')];
    expect(report(written, [digest(), tag()])).toEqual([]);
  });

  it('reports nothing if an order of single writes is accepted', () => {
    expect(report([digest(never), tag(never)], [])).toEqual([]);
    expect(report([digest(never), tag(never)], [tag()])).toEqual([]);
    const emptied = itms('t').with({ spec: { imageTagMirrors: [] } });
    expect(report([digest(never), emptied], [digest(), tag()])).toEqual([]);
  });
});
