/** A section of a scenario file: a line `=== name argument`, then its body. */
export interface Section {
  readonly name: string;
  readonly argument: string;
  readonly body: string;
}

export interface Scenario {
  readonly title: string;
  readonly sections: readonly Section[];
}

const known: ReadonlySet<string> = new Set([
  'file',
  'stdin',
  'env',
  'run',
  'exit',
  'stdout',
  'stderr',
  'after',
]);

export function parseScenario(text: string): Scenario {
  const [title = '', ...parts] = text.split(/^=== /m);
  const sections = parts.map((part) => {
    const lineEnd = part.indexOf('\n');
    const [name = '', ...rest] = part.slice(0, lineEnd).split(' ');
    if (!known.has(name)) throw new Error(`a scenario has no section "${name}"`);
    return { name, argument: rest.join(' '), body: part.slice(lineEnd + 1) };
  });
  return { title: title.trim(), sections };
}

export function formatScenario({ title, sections }: Scenario): string {
  const parts = sections.map(
    ({ name, argument, body }) => `=== ${name}${argument === '' ? '' : ` ${argument}`}\n${body}`,
  );
  return `${title}\n\n${parts.join('')}`;
}

export function sectionsNamed({ sections }: Scenario, name: string): readonly Section[] {
  return sections.filter((section) => section.name === name);
}
