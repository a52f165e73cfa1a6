/** More than any cluster's dump of mirror sets needs (100,000 entries are about 20 MiB, twice that as they were applied), and little enough to parse. */
export const maxFileBytes = 64 * 1024 * 1024;

/** The text of an input, or why it is none. `line` is where the first bad byte stands. */
export type DecodedText =
  | { readonly text: string; readonly hasByteOrderMark: boolean }
  | { readonly message: string; readonly fix: string; readonly line?: number };

const replacementCharacter = '\ufffd';

/** Bytes of a file as text: UTF-8 only, like the API server and kubectl. Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > maxFileBytes) {
    return {
      message: `is larger than ${maxFileBytes / 1024 / 1024} MiB and was not read`,
      fix: 'Give a file that holds only the mirror sets and what they are judged by.',
    };
  }
  if (hasUtf16Mark(bytes)) {
    return {
      message: 'is encoded as UTF-16, and Kubernetes reads UTF-8 only',
      fix: 'Save it as UTF-8 (PowerShell: Out-File -Encoding utf8).',
    };
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return {
      message: 'is compressed with gzip',
      fix: 'Unpack it first: `gunzip -c FILE | mirrorguard lint -`; an archive with `tar -xzf FILE`.',
    };
  }
  if (bytes.includes(0)) return { message: 'is a binary file', fix: 'Give YAML or JSON manifests.' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasByteOrderMark = text.startsWith('\ufeff');
    return { text: hasByteOrderMark ? text.slice(1) : text, hasByteOrderMark };
  } catch {
    return { message: 'is not valid UTF-8', fix: 'Save it as UTF-8.', line: lineOfFirstBadByte(bytes) };
  }
}

export function hasUtf16Mark([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function lineOfFirstBadByte(bytes: Uint8Array): number {
  const lenient = new TextDecoder('utf-8').decode(bytes);
  return lenient.slice(0, lenient.indexOf(replacementCharacter)).split('\n').length;
}
