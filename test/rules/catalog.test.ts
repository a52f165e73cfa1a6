import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findStructureProblems } from '../../src/kubernetes/structure/structure.ts';
import { valueAt } from '../../src/model/json.ts';
import { formatFieldPath } from '../../src/model/text/field-path.ts';
import { toFullExample } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { operationsOf } from '../../src/rules/rule.ts';
import { stageExample } from '../../src/rules/stage-example.ts';
import { check, deepFreeze } from '../support/check.ts';

/** Every row of DOMAIN 10.1 and 10.2. */
const rowsOfOneObject =
  'FMT-SCHEME FMT-SLASH FMT-TAGDIGEST FMT-UPPER-PATH FMT-SPACE FMT-WILD-SRC FMT-WILD-MIRROR FMT-IPV6 FMT-PLACEHOLDER FMT-OTHER FMT-PORT FMT-KIND ' +
  'FMT-UNKNOWN FMT-META FMT-DUP-MIRROR FMT-EMPTY FMT-DUP-NAME FMT-IMAGECONTENTPOLICY ' +
  'MIR-SINGLE-LABEL MIR-INDEXDOCKER MIR-DOCKERIO MIR-BAREHOST MIR-LONG SRC-NEVER-MATCHES SRC-DOCKERIO-ONE SRC-CASE SRC-PORT443 SRC-PORTQUIRK ' +
  'SRC-WILD-OLD SRC-WILD-COLLAPSE SRC-BROAD MIR-SELF MIR-NESTED-SELF ENT-NO-MIRROR POL-NO-MIRROR POL-MIRROR-IS-SOURCE';

/** Every row of DOMAIN 10.4 and 10.5. */
const rowsOfTheCluster =
  'I-WILD-NESTED I-LISTS-VANISH I-POLICY-REJECT-ALL I-TWO-PAYLOAD-SCOPES I-BLOCK-LOST I-BLOCK-GAINED I-POLICY-BLOCKS-SOURCE I-NOT-ALLOWED ' +
  'I-STOP I-STOP-NEXT I-ALLOW-CATALOG I-NEVER-BYPASS I-WRONG-PARENT I-INSECURE-MISS I-INSECURE-HIT I-SEARCH I-CIP I-CIP-REWRITE ' +
  'R-DRAIN R-NODRAIN R-TAKEN-OVER R-PAUSED R-SIZE-OBJ R-SIZE-MC R-DELETE-PAYLOAD R-PAYLOAD-CUT R-SIGNATURE-ACK R-PAYLOAD-PARTIAL R-PAYLOAD-5 R-ITMS-PAYLOAD R-MANAGED R-HOSTED R-HUB ' +
  'R-TOOLS R-IMPORT R-IMPORT-NEVER R-PULLTHROUGH R-CREDS R-NAME R-CATALOG';

describe('the catalog of rules', () => {
  it('covers every row of DOMAIN 10.1 and 10.2', () => {
    const covered = new Set(rules.flatMap((rule) => rule.meta.domain));
    expect(rowsOfOneObject.split(' ').filter((row) => !covered.has(row))).toEqual([]);
  });

  it('covers every row of DOMAIN 10.4 and 10.5', () => {
    const covered = new Set(rules.flatMap((rule) => rule.meta.domain));
    expect(rowsOfTheCluster.split(' ').filter((row) => !covered.has(row))).toEqual([]);
  });

  it('has unique ids and is sorted by id', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { meta } = rule;

  it('has the name of its file, test and page, which starts with no-, require-, prefer- or rollout-', () => {
    expect(id).toMatch(/^(no|require|prefer|rollout)-[a-z0-9]+(-[a-z0-9]+)*$/);
    const folders = ['object', 'state', 'change'].filter((kind) => existsSync(`src/rules/${kind}/${id}.ts`));
    expect(folders).toHaveLength(1);
    expect(existsSync(`test/rules/${folders[0]}/${id}.test.ts`)).toBe(true);
    expect(existsSync(`docs/rules/${id}.md`)).toBe(true);
  });

  it('has a summary that names what it reports', () => {
    expect(meta.summary).toMatch(/^(Disallow|Require|Prefer|Warn) .*[^.\s]$/);
    expect(meta.summary.length).toBeLessThanOrEqual(90);
  });

  it('explains the reason and the fix in sentences', () => {
    for (const text of [meta.why, meta.fix]) expect(text).toMatch(/^\S.*[.…]$/s);
    expect(meta.since).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('has a valid and an invalid example', () => {
    expect(meta.examples.valid.length).toBeGreaterThan(0);
    expect(meta.examples.invalid.length).toBeGreaterThan(0);
  });

  it.each(meta.examples.valid.map((example, index) => [index, example] as const))(
    'reports nothing for valid example %i',
    (_, example) => {
      expect(check(rule, example)).toReportNothing();
    },
  );

  describe.each(meta.examples.invalid.map((example, index) => [index, example] as const))(
    'on invalid example %i',
    (_, example) => {
      const violations = check(rule, example);
      const { subject } = stageExample(example);

      it('reports the same findings each time', () => {
        expect(violations.length).toBeGreaterThan(0);
        expect(check(rule, example)).toEqual(violations);
      });

      it('does not change its input', () => {
        const before = JSON.stringify(stageExample(example));
        const staged = deepFreeze(stageExample(example));
        check(rule, example);
        expect(JSON.stringify(staged)).toBe(before);
      });

      it('reports existing paths, or a missing field of an existing object', () => {
        for (const { path } of violations) {
          const place = [subject.written, subject.object].some(
            (manifest) =>
              valueAt(manifest, path) !== undefined || valueAt(manifest, path.slice(0, -1)) !== undefined,
          );
          expect({
            path: formatFieldPath(path),
            exists: subject.operation === 'DELETE' || path.length === 0 || place,
          }).toMatchObject({
            exists: true,
          });
        }
      });

      it('states the fact in a first sentence of at most 120 characters', () => {
        for (const { message } of violations)
          expect(message.split(/[.;]\s/)[0]?.length).toBeLessThanOrEqual(120);
      });

      it('reports one line without a final full stop', () => {
        for (const { message } of violations) {
          expect(message).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u);
          expect(message).not.toContain(id);
          expect(message).not.toMatch(/[.\s]$|undefined|\[object/);
        }
      });
    },
  );

  it('has examples with the structure problems that the API server would report', () => {
    for (const example of [...meta.examples.valid, ...meta.examples.invalid]) {
      const { subject, structure = [] } = toFullExample(example);
      // The structure checks apply only to mirror sets.
      if (subject.kind === 'Image') continue;
      expect(findStructureProblems(subject.kind, subject.object)).toEqual(structure);
    }
  });
});

describe('the writes that a rule evaluates', () => {
  it('include deletions for every rule that evaluates a state or a change', () => {
    for (const rule of rules.filter(({ kind }) => kind !== 'object'))
      expect(operationsOf(rule)).toEqual(['CREATE', 'UPDATE', 'DELETE']);
  });

  it('are those of the rule for an object', () => {
    const operationsById = (id: string) => rules.filter((rule) => rule.id === id).map(operationsOf);
    expect(operationsById('no-trailing-slash')).toEqual([['CREATE', 'UPDATE']]);
    expect(operationsById('no-change-in-hosted-cluster')).toEqual([['CREATE', 'UPDATE', 'DELETE']]);
  });
});
