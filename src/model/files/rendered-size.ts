/**
 * The default limit of etcd, in bytes of the rendered MachineConfig as JSON. The operator checks it starting
 * with 4.22 (DOMAIN 5.4).
 */
export const maxRenderedBytes = 1_572_864;

/** Above this size, the operator logs a warning. */
export const warnRenderedBytes = Math.floor((4 * maxRenderedBytes) / 5);

const dataUrlPrefix = 'data:text/plain;charset=utf-8;base64,';

/** The size of a file in the rendered MachineConfig: a data URL in base64, which needs no JSON escapes. */
export function renderedBytes(fileBytes: number): number {
  return dataUrlPrefix.length + 4 * Math.ceil(fileBytes / 3);
}

/** The size of a rendered MachineConfig compared with the limit. */
export interface SizeBudget {
  /** Estimated size of the whole rendered MachineConfig. */
  readonly bytes: number;
  /** Can be negative. */
  readonly bytesLeft: number;
  readonly verdict: 'fits' | 'near-limit' | 'too-large';
}

/**
 * @param fileBytes size of registries.conf before encoding
 * @param otherBytes size of everything else in the rendered MachineConfig: its present size minus the present
 * share of registries.conf
 */
export function sizeBudget(fileBytes: number, otherBytes: number): SizeBudget {
  const bytes = otherBytes + renderedBytes(fileBytes);
  const verdict = bytes > maxRenderedBytes ? 'too-large' : bytes > warnRenderedBytes ? 'near-limit' : 'fits';
  return { bytes, bytesLeft: maxRenderedBytes - bytes, verdict };
}

/**
 * The size of a rendered MachineConfig without registries.conf, measured on the MCO's templates (commit
 * 7ff337a4) for all platforms. MachineConfigs that administrators create add to it.
 */
export const usualOtherBytes = { least: 157_000, most: 228_000 } as const;

/**
 * `fragment-too-large`: etcd rejects the generated MachineConfig ("etcdserver: request is too large"). Only
 * the controller's log reports it. Nodes keep their present file, and other configuration still rolls out.
 * `too-large`: the operator or etcd rejects the rendered MachineConfig. The pool is RenderDegraded and
 * receives no configuration of any kind.
 * `may-be-too-large`: too large on some platforms.
 */
export type SizeVerdict = SizeBudget['verdict'] | 'may-be-too-large' | 'fragment-too-large';

/**
 * @param fileBytes size of registries.conf before encoding
 * @param otherBytes size of everything else in the rendered MachineConfig; undefined if no pool is known
 */
export function predictSize(fileBytes: number, otherBytes?: number): SizeVerdict {
  // An approximation: the generated MachineConfig contains little else, and etcd's limit applies to the whole
  // request.
  if (renderedBytes(fileBytes) > maxRenderedBytes) return 'fragment-too-large';
  const least = sizeBudget(fileBytes, otherBytes ?? usualOtherBytes.least).verdict;
  const most = sizeBudget(fileBytes, otherBytes ?? usualOtherBytes.most).verdict;
  return most === 'too-large' && least !== 'too-large' ? 'may-be-too-large' : most;
}

/** Returns the length of a string in UTF-8, in bytes. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair accounts for two of the four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
