/** A result of a release: files in the release folder, or references in registries. */
export interface Artifact {
  readonly name: string;
  readonly status: 'built' | 'skipped';
  /** Files relative to the release folder, and references; the reason if the artifact was skipped. */
  readonly detail: string;
}

export const built = (name: string, ...results: readonly string[]): Artifact => ({
  name,
  status: 'built',
  detail: results.join(', '),
});

export const skipped = (name: string, reason: string): Artifact => ({
  name,
  status: 'skipped',
  detail: reason,
});

/** One line per artifact. */
export function describeArtifacts(artifacts: readonly Artifact[]): string {
  const width = Math.max(...artifacts.map(({ name }) => name.length));
  return artifacts
    .map(({ name, status, detail }) => `${status.padEnd(7)}  ${name.padEnd(width)}  ${detail}\n`)
    .join('');
}
