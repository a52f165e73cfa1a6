/** A dump of 100,000 entries has about 20 MiB, or 40 MiB with the last-applied annotations. */
export const maxFileBytes = 64 * 1024 * 1024;

/** The text of an input, or the reason why it is not text. `line` is the line of the first invalid byte. */
export type DecodedText =
  | { readonly text: string; readonly hasByteOrderMark: boolean }
  | { readonly message: string; readonly fix: string; readonly line?: number };

const replacementCharacter = '\ufffd';

/** Decodes UTF-8 only, as the API server and kubectl do. Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > maxFileBytes) {
    return {
      message: `is larger than ${maxFileBytes / 1024 / 1024} MiB and was not read`,
      fix: 'Pass a file with only mirror sets and the configuration of the cluster.',
    };
  }
  if (hasUtf16Mark(bytes)) {
    return {
      message: 'is encoded as UTF-16, but Kubernetes reads only UTF-8',
      fix: 'Save it as UTF-8 (PowerShell: Out-File -Encoding utf8).',
    };
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return {
      message: 'is compressed with gzip',
      fix: 'Unpack it first: `gunzip -c FILE | mirrorguard lint -`; an archive with `tar -xzf FILE`.',
    };
  }
  if (bytes.includes(0)) return { message: 'is a binary file', fix: 'Pass YAML or JSON manifests.' };
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
