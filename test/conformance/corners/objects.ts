/** An entry of a mirror set in the format of a vector. */
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

/** Omits mirrorSourcePolicy, which ImageContentSourcePolicy does not have. */
export function icsp(entries: readonly VectorEntry[]): unknown {
  return {
    metadata: { name: 'i' },
    spec: { repositoryDigestMirrors: entries.map(({ mirrorSourcePolicy: _, ...entry }) => entry) },
  };
}

export function digestOf(digit: string): string {
  return `@sha256:${digit.repeat(64)}`;
}
