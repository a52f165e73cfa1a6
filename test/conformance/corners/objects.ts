/** An entry as a vector has it. */
export interface VectorEntry {
  readonly source: string;
  readonly mirrors?: readonly string[];
  readonly mirrorSourcePolicy?: string;
}

export function idms(entries: readonly VectorEntry[]): unknown {
  return { metadata: { name: 'd' }, spec: { imageDigestMirrors: entries } };
}

export function itms(entries: readonly VectorEntry[]): unknown {
  return { metadata: { name: 't' }, spec: { imageTagMirrors: entries } };
}

/** Without the policies, which this kind does not know. */
export function icsp(entries: readonly VectorEntry[]): unknown {
  return {
    metadata: { name: 'i' },
    spec: { repositoryDigestMirrors: entries.map(({ mirrorSourcePolicy: _, ...entry }) => entry) },
  };
}

export function digestOf(digit: string): string {
  return `@sha256:${digit.repeat(64)}`;
}
