import type { InputDocument } from '../../model/facts.ts';
import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { documentsInSameFile, documentsOf } from '../context/input-index.ts';
import { locationsWith } from '../context/location-walk.ts';
import { isHosted } from '../context/rollout.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';
import type { Violation } from '../finding.ts';
import type { Subject } from '../subject.ts';

/** `oc --idms-file` reads files with its own parser and its own matching (DOMAIN 8.1). */
export default defineRule({
  id: 'prefer-files-for-oc',
  uses: ['inputDocuments', 'platform'],
  meta: {
    category: 'rollout',
    domain: ['R-TOOLS'],
    summary: 'Prefer files that oc can read as --idms-file',
    why:
      'oc adm release, oc image and other commands accept a file of mirrors. They read ' +
      'ImageDigestMirrorSets only, do not support wildcards, and require one policy for each source.',
    fix:
      'No action is required unless you pass the file as --idms-file. In that case, move the other kinds ' +
      'to other files and list sources instead of wildcards.',
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
    // The list of a HostedCluster is no file for oc.
    if (isHosted(facts)) return;
    yield* findWildcards(subject);
    yield* findSeveralPolicies(subject);
    const others = otherKindsOfFile(subject, facts.inputDocuments ?? []);
    if (others.length > 0)
      yield {
        path: [],
        message:
          'oc cannot read this file as --idms-file because it contains other ' +
          `kinds: ${quoteSome(others, 3)}`,
      };
  },
});

function* findWildcards(subject: Subject): Generator<Violation> {
  for (const { text, path } of locationsWith(subject, 'wildcard')) {
    yield {
      path,
      message: `oc cannot read this file as --idms-file because of the wildcard ${quote(text)}`,
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
      message: `oc cannot read this file as --idms-file because ${quote(entry.source)} has several policies`,
    };
  }
}

/** Reported only at the first ImageDigestMirrorSet of the file. */
function otherKindsOfFile(subject: Subject, documents: readonly InputDocument[]): readonly string[] {
  const { kind } = subject;
  const [own] = documentsOf(subject, documents);
  if (own === undefined) return [];
  const inFile = documentsInSameFile(own, documents);
  if (inFile.find((document) => document.kind === kind) !== own) return [];
  // An install-config has no kind, and oc does not accept it as a file of mirrors.
  const others = inFile.map((document) => document.kind).filter((other) => other !== kind && other !== '');
  return [...new Set(others)];
}
