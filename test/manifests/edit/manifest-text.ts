import fc from 'fast-check';

/** Formatting options for a manifest. */
interface Layout {
  readonly quote: (value: string) => string;
  readonly indent: string;
  readonly flowMirrors: boolean;
  readonly comment: string;
  readonly lineBreak: '\n' | '\r\n';
  readonly wrapped: boolean;
}

const location = fc.constantFrom(
  'quay.io/team',
  'registry.example.com:5000/a/b',
  'mirror.example.com',
  'm.example.com/x__y',
);
/** Locations with mistakes, some of which can be fixed. */
const messyLocation = fc
  .tuple(fc.constantFrom('', '', ' ', 'https://'), location, fc.constantFrom('', '', '/', '//', ' ', '\t'))
  .map(([before, value, after]) => before + value + after);
const unrepairable = fc.constantFrom('quay.io/team:latest', 'QUAY.io/Team', '*.example.com', '$X/y', '10');

const quoting = fc.constantFrom<Layout['quote']>(
  (value) => JSON.stringify(value),
  (value) => `'${value.replaceAll("'", "''")}'`,
  // Unquoted if YAML allows it.
  (value) => (value.trim() === value && !value.startsWith('*') ? value : JSON.stringify(value)),
);

const layout: fc.Arbitrary<Layout> = fc.record({
  quote: quoting,
  indent: fc.constantFrom('', '  ', '    '),
  flowMirrors: fc.boolean(),
  comment: fc.constantFrom('', ' # note', '   # "quoted: note" - x'),
  lineBreak: fc.constantFrom('\n' as const, '\r\n' as const),
  wrapped: fc.boolean(),
});

const entry = fc.record({
  source: fc.oneof({ weight: 4, arbitrary: messyLocation }, { weight: 1, arbitrary: unrepairable }),
  mirrors: fc.array(
    fc.oneof({ weight: 6, arbitrary: messyLocation }, { weight: 1, arbitrary: unrepairable }),
    { maxLength: 5 },
  ),
});

const kind = fc.constantFrom(
  ['ImageDigestMirrorSet', 'config.openshift.io/v1', 'imageDigestMirrors'] as const,
  ['ImageContentSourcePolicy', 'operator.openshift.io/v1alpha1', 'repositoryDigestMirrors'] as const,
);

const fields = fc.record({
  entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
  namespace: fc.boolean(),
  status: fc.constantFrom(undefined, ' {}', '\n  x: 1 # inside', ''),
  endsWithLineBreak: fc.boolean(),
});

/** A manifest with some mistakes in random formatting. */
export const manifestText: fc.Arbitrary<string> = fc
  .tuple(kind, fields, layout)
  .map(([[kindName, apiVersion, listField], { entries, namespace, status, endsWithLineBreak }, style]) => {
    const { quote, indent, flowMirrors, comment, wrapped } = style;
    const lines: string[] = [
      '# before everything',
      `apiVersion: ${apiVersion}${comment}`,
      `kind: ${kindName}`,
    ];
    if (status !== undefined)
      lines.push(...`status:${status}${status.includes('\n') ? '' : comment}`.split('\n'));
    lines.push('metadata:');
    if (namespace) lines.push(`  namespace: here${comment}`);
    lines.push('  name: team', 'spec:', `  ${listField}:`);
    for (const { source, mirrors } of entries) {
      lines.push(`  ${indent}- source: ${quote(source)}${comment}`, `  ${indent}  # of the entry`);
      if (flowMirrors || mirrors.length === 0)
        lines.push(`  ${indent}  mirrors: [${mirrors.map(quote).join(', ')}]${comment}`);
      else
        lines.push(
          `  ${indent}  mirrors:`,
          ...mirrors.flatMap((mirror) => [`  ${indent}    - ${quote(mirror)}${comment}`]),
        );
    }
    const own = wrapped
      ? ['kind: List', 'items:', ...lines.map((line, index) => `${index === 1 ? '- ' : '  '}${line}`)]
      : lines;
    return own.join(style.lineBreak) + (endsWithLineBreak ? style.lineBreak : '');
  });
