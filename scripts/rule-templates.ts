/** The initial content of a new rule and its test; it passes unchanged for each kind. */
const ruleKinds = ['object', 'state', 'change'] as const;
export type RuleKind = (typeof ruleKinds)[number];

export function isRuleKind(text: string): text is RuleKind {
  return (ruleKinds as readonly string[]).includes(text);
}

export interface RuleFiles {
  readonly ruleFile: string;
  readonly rule: string;
  readonly testFile: string;
  readonly test: string;
}

export function ruleFiles(id: string, kind: RuleKind): RuleFiles {
  return {
    ruleFile: `src/rules/${kind}/${id}.ts`,
    rule: ruleText(id, templates[kind]),
    testFile: `test/rules/${kind}/${id}.test.ts`,
    test: testText(id, kind),
  };
}

interface Template {
  readonly imports: string;
  readonly define: string;
  readonly check: string;
}

const broken = "idms('a').mirror('quay.io/broken', ['m.example.com/a'])";
const below = "idms('a').mirror('quay.io/broken/not', ['m.example.com/a'])";

const templates: Readonly<Record<RuleKind, Template>> = {
  object: {
    imports: `import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
`,
    define: 'defineRule',
    check: `  *check({ subject }) {
    for (const entry of subject.entries) {
      if (entry.source !== 'quay.io/broken') continue;
      yield {
        path: [...entryPath(subject.kind, entry), 'source'],
        message: \`\${quote(entry.source)} is broken, so nothing can be pulled; use another source\`,
      };
    }
  },`,
  },
  state: {
    imports: `import { quote } from '../../model/text/quote.ts';
import { participantsOf } from '../context/participants.ts';
`,
    define: 'defineStateRule',
    check: `  *check(context) {
    for (const source of context.sources) {
      if (source !== 'quay.io/broken' || context.contributionsOf(source).length === 0) continue;
      yield {
        // Two findings with the same identity are the same fault, before and after a write.
        identity: source,
        about: source,
        involves: participantsOf(context.contributionsOf(source)),
        message: \`\${quote(source)} is broken, so nothing can be pulled; use another source\`,
      };
    }
  },`,
  },
  change: {
    imports: `import { quote } from '../../model/text/quote.ts';
`,
    define: 'defineChangeRule',
    check: `  *check(context) {
    const { before, after, touched } = context.change;
    for (const source of touched) {
      const isNew = after.mirrorSets.has(source) && !before.mirrorSets.has(source);
      if (source !== 'quay.io/broken' || !isNew) continue;
      yield {
        ...context.fieldOf(source),
        message: \`this change adds \${quote(source)}, so nothing can be pulled; use another source\`,
      };
    }
  },`,
  },
};

function ruleText(id: string, { imports, define, check }: Template): string {
  return `${imports}import { ${define} } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The source of the fact (DOMAIN section), and what the code does not show. */
export default ${define}({
  id: '${id}',
  meta: {
    category: 'pull',
    domain: [],
    // What is reported. Starts with Disallow, Require, Prefer or Warn, without a full stop.
    summary: 'Disallow broken sources',
    why: 'What the cluster does, in order of events.',
    fix: 'Start with a verb: what to change.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [${below}],
      invalid: [${broken}],
    },
  },

${check}
});
`;
}

function testText(id: string, kind: RuleKind): string {
  const imports = [
    "import { idms } from '../../../src/rules/example.ts';",
    `import rule from '../../../src/rules/${kind}/${id}.ts';`,
  ].sort((a, b) => importedPath(a).localeCompare(importedPath(b)));
  return `import { describe, expect, it } from '@jest/globals';
${imports.join('\n')}
import { check } from '../../support/check.ts';

describe('${id}', () => {
  it('reports the finding, its field and its consequence', () => {
    expect(check(rule, ${broken})).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /nothing can be pulled/,
    });
  });

  it('accepts a source below the broken one', () => {
    expect(check(rule, ${below})).toReportNothing();
  });
});
`;
}

function importedPath(line: string): string {
  return line.slice(line.indexOf("'"));
}
