import type { InputDocument } from '../../model/facts.ts';
import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { documentsBeside, documentsOf } from '../context/input-index.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';
import type { Violation } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** `oc --idms-file` reads files with a parser and a matching of its own (DOMAIN 8.1). */
export default defineRule({
  id: 'prefer-files-for-oc',
  uses: ['inputDocuments'],
  meta: {
    category: 'rollout',
    domain: ['R-TOOLS'],
    summary: 'A file of ImageDigestMirrorSets can be given to oc as --idms-file.',
    why: 'oc adm release, oc image and others take a file of mirrors. They read ImageDigestMirrorSets only, know no wildcards, and want one policy for each source.',
    fix: 'Nothing, unless the file is meant for --idms-file. Then keep the other kinds in files of their own, and name sources instead of wildcards.',
    severity: 'audit',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet'],
    hosts: ['cli'],
    examples: {
      valid: [
        [
          idms('a').mirror('quay.io/team', ['mirror.example.com/team']),
          idms('b').mirror('quay.io/other', ['mirror.example.com/other']),
        ],
      ],
      invalid: [
        idms('all').mirror('*.example.com', ['mirror.example.org/all']),
        [
          itms('tags').mirror('quay.io/team', ['mirror.example.com/team']),
          idms('digests').mirror('quay.io/team', ['mirror.example.com/team']),
        ],
        idms('team')
          .mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource')
          .mirror('quay.io/team', ['second.example.com/team']),
      ],
    },
  },

  *check({ subject, facts }) {
    yield* findWildcards(subject);
    yield* findSeveralPolicies(subject);
    const others = otherKindsOfFile(subject, facts.inputDocuments ?? []);
    if (others.length > 0)
      yield {
        path: [],
        message: `oc cannot read this file as --idms-file: it has objects of kind ${quoteSome(others, 3)} too`,
      };
  },
});

function* findWildcards(subject: Subject): Generator<Violation> {
  for (const { text, path } of locationsWith(subject, 'wildcard')) {
    yield {
      path,
      message: `oc cannot read this file as --idms-file: it knows no wildcards, such as ${quote(text)}`,
    };
  }
}

function* findSeveralPolicies(subject: Subject): Generator<Violation> {
  const policies = new Map<string, string>();
  for (const entry of subject.entries) {
    const policy = entry.policy ?? '';
    const known = policies.get(entry.source);
    policies.set(entry.source, known ?? policy);
    if (known === undefined || known === policy) continue;
    const path = [...entryPath(subject.kind, entry), 'source'];
    yield {
      path,
      message: `oc cannot read this file as --idms-file: ${quote(entry.source)} has several policies`,
    };
  }
}

/** Told by the first ImageDigestMirrorSet of the file alone. */
function otherKindsOfFile(subject: Subject, documents: readonly InputDocument[]): readonly string[] {
  const { kind } = subject;
  const [own] = documentsOf(subject, documents);
  if (own === undefined) return [];
  const inFile = documentsBeside(own, documents);
  if (inFile.find((document) => document.kind === kind) !== own) return [];
  return [...new Set(inFile.map((document) => document.kind).filter((other) => other !== kind))];
}
