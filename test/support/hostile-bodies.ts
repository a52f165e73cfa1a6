import { type MirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';

export interface HostileBody {
  readonly name: string;
  readonly body: Uint8Array;
}

/** The API server stores at most 3 MiB per object. The limit of the request body allows two such objects. */
const maxObjectBytes = 3 * 1024 * 1024;

const bytes = (text: string) => Buffer.from(text);
const repeat = (text: string, separator = ',') =>
  Array(Math.floor(maxObjectBytes / (text.length + separator.length)))
    .fill(text)
    .join(separator);

function review(kind: MirrorSetKind, objectJson: string): Uint8Array {
  const { group, version, apiVersion } = mirrorSetKinds[kind];
  const request = {
    uid: 'u',
    kind: { group, version, kind },
    name: 'hostile',
    operation: 'CREATE',
    object: 0,
  };
  const head = `{"apiVersion":"${apiVersion}","kind":"${kind}","metadata":{"name":"hostile"},`;
  return bytes(
    JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }).replace(
      '"object":0',
      () => `"object":${head}${objectJson}}`,
    ),
  );
}

const withEntries = (entriesJson: string, kind: MirrorSetKind = 'ImageDigestMirrorSet') =>
  review(kind, `"spec":{"${mirrorSetKinds[kind].listField}":[${entriesJson}]}`);
const withSource = (source: string) => withEntries(JSON.stringify({ source, mirrors: [source] }));

/** Texts that are expensive for backtracking patterns, quadratic loops and string escaping. */
const hostileTexts: Readonly<Record<string, string>> = {
  'a long run before a bad end': `${'a'.repeat(maxObjectBytes / 2)}!`,
  'a path that nearly matches': `quay.io/${'a'.repeat(maxObjectBytes / 2)}_`,
  'separators only': `quay.io/${'a-'.repeat(maxObjectBytes / 4)}`,
  'dots only': '.'.repeat(maxObjectBytes / 2),
  'slashes only': '/'.repeat(maxObjectBytes / 2),
  'colons only': ':'.repeat(maxObjectBytes / 2),
  'at signs only': `quay.io/x${'@'.repeat(maxObjectBytes / 2)}`,
  'blanks only': ' '.repeat(maxObjectBytes / 2),
  'blanks in the middle': `a${' '.repeat(maxObjectBytes / 2)}b`,
  'stars only': '*.'.repeat(maxObjectBytes / 4),
  'braces only': '{'.repeat(maxObjectBytes / 2),
  'brackets only': '['.repeat(maxObjectBytes / 2),
  'upper case': `quay.io/${'A'.repeat(maxObjectBytes / 2)}`,
  'schemes in a row': 'https://'.repeat(maxObjectBytes / 16),
  'control characters': '\u0000\n\u0085'.repeat(maxObjectBytes / 24),
  'lone surrogates': '\ud800'.repeat(maxObjectBytes / 12),
  'labels in a row': `${'a.'.repeat(maxObjectBytes / 4)}a`,
  'digits behind the host': `quay.io:${'9'.repeat(maxObjectBytes / 2)}`,
};

/** Hostile request bodies. A generator, because all bodies together would exceed the memory. */
export function* hostileBodies(): Generator<HostileBody> {
  for (const [name, text] of Object.entries(hostileTexts)) yield { name, body: withSource(text) };
  const entry = (index: number) => `{"source":"quay.io/t${index}","mirrors":["m.example.com/t${index}"]}`;
  const entries = (count: number, one: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => one(index)).join(',');
  yield { name: 'nulls as entries', body: withEntries(repeat('null')) };
  yield { name: 'empty sources', body: withEntries(repeat('{"source":""}')) };
  yield { name: 'sources with a scheme', body: withEntries(repeat('{"source":"https://a.io/x/"}')) };
  yield {
    name: 'policies without mirrors',
    body: withEntries(repeat('{"source":"a.io","mirrorSourcePolicy":"NeverContactSource"}')),
  };
  yield { name: 'well-formed entries', body: withEntries(entries(55_000, entry)) };
  yield {
    name: 'one source many times',
    body: withEntries(repeat('{"source":"a.io/x","mirrors":["m.io/x"]}')),
  };
  yield {
    name: 'mirrors of one entry, all the same',
    body: withEntries(`{"source":"a.io","mirrors":[${repeat('"m.io/x"')}]}`),
  };
  yield {
    name: 'mirrors of one entry, all different',
    body: withEntries(`{"source":"a.io","mirrors":[${entries(150_000, (index) => `"m.io/x${index}"`)}]}`),
  };
  yield {
    name: 'mirrors of one entry, all to be repaired',
    body: withEntries(
      `{"source":"a.io","mirrors":[${entries(120_000, (index) => `"https://m.io/x${index}/"`)}]}`,
    ),
  };
  yield {
    name: 'entries to be repaired',
    body: withEntries(
      entries(50_000, (index) => `{"source":" https://a.io/x${index}/ ","mirrors":["m.io/x "]}`),
    ),
  };
  yield {
    name: 'mirrors that are numbers',
    body: withEntries(`{"source":"a.io","mirrors":[${repeat('0', ',')}]}`),
  };
  yield {
    name: 'an ICSP with duplicates',
    body: withEntries(
      repeat('{"source":"a.io/x","mirrors":["m.io/x","m.io/x"]}'),
      'ImageContentSourcePolicy',
    ),
  };
  // The maximum number of entries that is evaluated. Larger objects exceed the limit and are cheap to deny.
  const full = (name: string, one: (index: number) => string) => ({
    name: `10,000 ${name}`,
    body: withEntries(entries(10_000, one)),
  });
  yield full('well-formed entries', entry);
  yield full('empty sources', () => '{"source":""}');
  yield full(
    'sources to be repaired',
    (index) => `{"source":" https://a.io/x${index}/ ","mirrors":["m.io/x "]}`,
  );
  yield full(
    'sources that nodes would load under another name',
    (index) => `{"source":"a.io/x${index}/","mirrors":["https://m.io/x${index}/"]}`,
  );
  yield full(
    'sources nested in one another',
    (index) => `{"source":"a.io/${'x/'.repeat(index % 100)}x","mirrors":["m.io/x${index}"]}`,
  );
  yield full(
    'entries for one source',
    (index) => `{"source":"a.io/x","mirrors":["m${index}.io/x","m${index + 1}.io/x"]}`,
  );
  yield full(
    'entries for one source that contradict each other',
    (index) => `{"source":"a.io/x","mirrors":["m${(index * 7) % 100}.io/x","m${(index * 3) % 100}.io/x"]}`,
  );
  yield full('wildcards', (index) => `{"source":"*.a${index}.io","mirrors":["m.io/x"]}`);
  yield {
    name: '20,000 mirrors to be repaired',
    body: withEntries(
      `{"source":"a.io","mirrors":[${entries(20_000, (index) => `"https://m.io/x${index}/"`)}]}`,
    ),
  };
  yield {
    name: '20,000 equal mirrors',
    body: withEntries(`{"source":"a.io","mirrors":[${entries(20_000, () => '"m.io/x"')}]}`),
  };
  yield {
    name: '20,000 different mirrors',
    body: withEntries(`{"source":"a.io/x","mirrors":[${entries(20_000, (index) => `"m${index}.io/x"`)}]}`),
  };
  yield {
    name: 'unknown fields',
    body: review('ImageDigestMirrorSet', `"spec":{${entries(150_000, (index) => `"f${index}":${index}`)}}`),
  };
  yield {
    name: 'a deep object',
    body: review(
      'ImageDigestMirrorSet',
      `"spec":${'{"a":'.repeat(maxObjectBytes / 6)}0${'}'.repeat(maxObjectBytes / 6)}`,
    ),
  };
  yield {
    name: 'a deep object in a small body',
    body: review(
      'ImageDigestMirrorSet',
      `"spec":{"x":${'['.repeat(30_000)}${']'.repeat(30_000)},"imageDigestMirrors":[]}`,
    ),
  };
  yield { name: 'a deep list', body: bytes('['.repeat(maxObjectBytes * 2)) };
  yield {
    name: 'prototype keys',
    body: withEntries(repeat('{"__proto__":{"source":"x"},"constructor":1,"source":"a.io/x"}')),
  };
  yield { name: 'no JSON', body: bytes('x'.repeat(maxObjectBytes * 2)) };
  yield { name: 'no UTF-8', body: Buffer.alloc(maxObjectBytes * 2, 0xff) };
  yield { name: 'zeros', body: Buffer.alloc(maxObjectBytes * 2) };
}
