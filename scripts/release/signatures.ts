import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Artifact, built, skipped } from './artifact.ts';
import type { ReleaseOptions } from './options.ts';
import { isInstalled, run } from './run.ts';
import type { ReleasedSbom } from './sboms.ts';

interface Signed {
  /** Images and charts by digest. */
  readonly references: readonly string[];
  readonly sboms: readonly ReleasedSbom[];
  /** Path relative to the release folder. */
  readonly checksums: string;
}

/**
 * Signs images, charts and checksums with cosign, and attaches each SBOM as an attestation. A release is
 * signed with the identity of its workflow. A dry run is signed with a temporary key, and its signatures are
 * verified.
 */
export function sign(options: ReleaseOptions, signed: Signed): readonly Artifact[] {
  const names = ['signatures', 'attestations', 'signature of the checksums'];
  if (!isInstalled('cosign', 'version')) return names.map((name) => skipped(name, 'requires cosign'));
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-keys-'));
  try {
    const signer = options.dryRun ? createKeySigner(folder) : workflowSigner;
    for (const reference of signed.references) signer.cosign('sign', [...signer.registry, reference]);
    for (const { file, reference } of signed.sboms)
      signer.cosign('attest', [...signer.registry, '--type', 'cyclonedx', '--predicate', file, reference]);
    const checksums = join(options.out, signed.checksums);
    const bundle = `${signed.checksums}.sigstore.json`;
    signer.cosign('sign-blob', ['--bundle', join(options.out, bundle), checksums]);
    if (options.dryRun) verify(signed, folder);
    return [
      built('signatures', `${signed.references.length} references`),
      built('attestations', `${signed.sboms.length} SBOMs`),
      built('signature of the checksums', bundle),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Signer {
  readonly registry: readonly string[];
  cosign(command: string, args: readonly string[]): void;
}

/** Cosign reads the identity token of the workflow from its environment. */
const workflowSigner: Signer = {
  registry: [],
  cosign: (command, args) => void run('cosign', [command, '--yes', ...args]),
};

const insecureRegistry = ['--allow-insecure-registry', '--allow-http-registry'];

function createKeySigner(folder: string): Signer {
  const password = { COSIGN_PASSWORD: '' };
  run('cosign', ['generate-key-pair', '--output-key-prefix', join(folder, 'dry-run')], password);
  const key = ['--key', join(folder, 'dry-run.key'), '--tlog-upload=false', '--yes'];
  return {
    registry: insecureRegistry,
    cosign: (command, args) => void run('cosign', [command, ...key, ...args], password),
  };
}

function verify({ references, sboms }: Signed, folder: string): void {
  const key = ['--key', join(folder, 'dry-run.pub'), '--insecure-ignore-tlog', ...insecureRegistry];
  for (const reference of references) run('cosign', ['verify', ...key, reference]);
  for (const { reference } of sboms)
    run('cosign', ['verify-attestation', ...key, '--type', 'cyclonedx', reference]);
}
