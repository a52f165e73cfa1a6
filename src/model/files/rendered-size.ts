/**
 * The default limit of etcd, which the operator checks starting with 4.22 (DOMAIN 5.4): bytes of the rendered
 * MachineConfig as JSON.
 */
export const maxRenderedBytes = 1_572_864;

/** Above this the operator warns in its log. */
export const warnRenderedBytes = Math.floor((4 * maxRenderedBytes) / 5);

const dataUrlPrefix = 'data:text/plain;charset=utf-8;base64,';

/**
 * What a file of so many bytes takes in the rendered MachineConfig: a data URL in base64. Its JSON needs no
 * escapes.
 */
export function renderedBytes(fileBytes: number): number {
  return dataUrlPrefix.length + 4 * Math.ceil(fileBytes / 3);
}

/** Where a rendered MachineConfig stands. */
export interface SizeBudget {
  /** Estimate of the whole rendered MachineConfig. */
  readonly bytes: number;
  /** May be negative. */
  readonly bytesLeft: number;
  readonly verdict: 'fits' | 'near-limit' | 'too-large';
}

/**
 * @param fileBytes of registries.conf, not encoded
 * @param otherBytes of everything else in the rendered MachineConfig: its present size less what the present
 * registries.conf takes in it
 */
export function sizeBudget(fileBytes: number, otherBytes: number): SizeBudget {
  const bytes = otherBytes + renderedBytes(fileBytes);
  const verdict = bytes > maxRenderedBytes ? 'too-large' : bytes > warnRenderedBytes ? 'near-limit' : 'fits';
  return { bytes, bytesLeft: maxRenderedBytes - bytes, verdict };
}

/**
 * What everything but registries.conf takes in a rendered MachineConfig. Measured on the templates of the MCO
 * (commit 7ff337a4) for all platforms; MachineConfigs of the administrator come on top.
 */
export const usualOtherBytes = { least: 157_000, most: 228_000 } as const;

/**
 * `fragment-too-large`: etcd denies the generated MachineConfig ("etcdserver: request is too large"). Only
 * the log of the controller reports it, nodes keep the file that they have, and other configuration still
 * rolls out. `too-large`: the rendered MachineConfig is denied. The pool is RenderDegraded and gets no
 * configuration of any kind. `may-be-too-large`: too large on some platforms.
 */
export type SizeVerdict = SizeBudget['verdict'] | 'may-be-too-large' | 'fragment-too-large';

/**
 * @param fileBytes of registries.conf, not encoded
 * @param otherBytes everything else in the rendered MachineConfig; undefined if no pool is known
 */
export function predictSize(fileBytes: number, otherBytes?: number): SizeVerdict {
  // The fragment holds little else. The limit of etcd is for the whole request, so this is not exact to the
  // byte.
  if (renderedBytes(fileBytes) > maxRenderedBytes) return 'fragment-too-large';
  const least = sizeBudget(fileBytes, otherBytes ?? usualOtherBytes.least).verdict;
  const most = sizeBudget(fileBytes, otherBytes ?? usualOtherBytes.most).verdict;
  return most === 'too-large' && least !== 'too-large' ? 'may-be-too-large' : most;
}

/** Bytes of a string in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair stands for two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
