/**
 * Every relevant file contains one of these words. Files in folders without any of them are ignored, because
 * folders also contain charts, templates and dumps that can be broken, binary or huge.
 */
const relevant = anyOf([
  /Image(?:DigestMirrorSet|TagMirrorSet|ContentSourcePolicy|ContentPolicy)/,
  /image(?:Digest|Tag)Mirrors|repositoryDigestMirrors|image(?:Content|Digest)Sources/,
  /\[\[registry\]\]|PolicyGen(?:erator|Template)|HostedCluster|ClusterImageSet/,
  /(?:config|operator|machineconfiguration)\.openshift\.io\//,
  /image-registry-override-drain|pull-secret|registrySources/,
  // A list of sources and mirrors without any field around it.
  /(?:^|\n)[ \t]*- (?:source|mirrors):|^\s*\[\s*\{\s*"(?:source|mirrors)":/,
  ...encodedForms([
    'ImageDigestMirrorSet',
    'ImageTagMirrorSet',
    'ImageContentSourcePolicy',
    'imageDigestSources',
    'imageContentSources',
  ]),
]);

/** A word in base64, whose characters depend on the position of the word modulo 3. */
function encodedForms(words: readonly string[]): readonly RegExp[] {
  return words.flatMap((word) =>
    [0, 1, 2].map((offset) => {
      const end = Math.floor(((offset + word.length) * 8) / 6);
      const encoded = btoa(' '.repeat(offset) + word).slice(offset === 0 ? 0 : offset + 1, end);
      return new RegExp(encoded.replaceAll('+', '\\+'));
    }),
  );
}

function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}

export function isRelevant(text: string): boolean {
  return relevant.test(text);
}

/** A mirror set kind, a field that contains entries or lists of Image, or a table of registries.conf. */
const mention = anyOf([
  /\bImage(?:DigestMirrorSet|TagMirrorSet|ContentSourcePolicy)\b/,
  /\b(?:image(?:Digest|Tag)Mirrors|imageTagMirrorSet|repositoryDigestMirrors)\b/,
  /\bimage(?:Content|Digest)Sources\b/,
  /\bregistrySources\b/,
  /\[\[registry\]\]/,
]);

export interface Mention {
  readonly word: string;
  readonly offset: number;
}

/** The first mention of image mirrors in a text. */
export function findMention(text: string): Mention | undefined {
  const found = mention.exec(text);
  return found === null ? undefined : { word: found[0], offset: found.index };
}

const kindOfDocument = /^[ \t-]*["']?kind["']?\s*:\s*["']?([\w{][^\s"',]*)/gm;
/** Other kinds that the model reads. */
const readKinds: ReadonlySet<string> = new Set([
  'ClusterImagePolicy',
  'ClusterVersion',
  'HostedCluster',
  'Image',
  'ImageContentPolicy',
  'ImagePolicy',
  'Infrastructure',
  'List',
  'MachineConfig',
  'MachineConfigPool',
  'MachineConfiguration',
]);

/**
 * Whether a text that cannot be parsed contains only other kinds.
 * @param isNamed whether the user named the file; a text without any kind is then not unrelated
 */
export function isUnrelated(text: string, { isNamed }: { readonly isNamed: boolean }): boolean {
  if (findMention(text) !== undefined) return false;
  const kinds = [...text.matchAll(kindOfDocument)].map(([, kind = '']) => kind);
  return (kinds.length > 0 || !isNamed) && !kinds.some((kind) => readKinds.has(kind));
}
