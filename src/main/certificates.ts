import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateSource } from '../certificates/certificate-source.ts';
import type { CreatedCertificate } from '../certificates/created-certificate.ts';
import { FilesSource } from '../certificates/files-source.ts';
import { FolderSource } from '../certificates/folder-source.ts';
import { SelfSource } from '../certificates/self/self-source.ts';
import type { ApiConnection } from '../cluster/api-connection.ts';
import { CaBundleStore } from '../cluster/ca-bundle.ts';
import { CaBundleWatch } from '../cluster/ca-bundle-watch.ts';
import { CertificateSecretStore } from '../cluster/certificate-secret.ts';
import type { WatchMeter } from '../cluster/watch/ports.ts';
import type { Values } from '../config/read-options.ts';
import type { webhookOptions } from '../config/webhook-options.ts';
import type { Logger } from '../webhook/ports.ts';
import { connectOnDemand } from './connect-on-demand.ts';
import { createLease } from './open-lease.ts';
import { UnusableOptions } from './start-failure.ts';

type Options = Pick<
  Values<typeof webhookOptions>,
  | 'certificates'
  | 'certificateDir'
  | 'serviceName'
  | 'namespace'
  | 'webhookConfiguration'
  | 'caSecret'
  | 'leaseName'
>;

export interface CertificateParts {
  /** Contains the CA of this machine. */
  readonly stateDir: string;
  readonly logger: Logger;
  readonly meter: WatchMeter;
  readonly connect?: () => Promise<ApiConnection>;
}

/** Without an explicit mode, a given certificate folder selects mode `files`. */
export function certificateMode({
  certificates,
  certificateDir,
}: Pick<Options, 'certificates' | 'certificateDir'>) {
  return certificates ?? (certificateDir === undefined ? 'folder' : 'files');
}

/**
 * Creates the certificate source that the options select. Rejects with `UnusableOptions`, naming all missing
 * options.
 */
export async function openCertificates(
  options: Options,
  { stateDir, connect = connectOnDemand, ...parts }: CertificateParts,
): Promise<CertificateSource> {
  const mode = certificateMode(options);
  switch (mode) {
    case 'folder':
      return new FolderSource({
        folder: stateDir,
        onCreated: (made) => logCreated(made, stateDir, parts.logger),
      });
    case 'files':
    case 'openshift':
    case 'cert-manager':
      return openFiles(mode, options);
    case 'self':
      return await openSelf(options, await connect(), parts);
  }
}

function logCreated(
  { part, reason, isFirst, isKept }: CreatedCertificate,
  stateDir: string,
  logger: Logger,
): void {
  const caFile = isKept ? { caFile: join(stateDir, 'ca.crt') } : {};
  if (part === 'tls') logger.info('Created serving certificate', { reason });
  else if (isFirst) logger.info('Created CA', { reason });
  // Clients (`curl --cacert`, `caBundle`) still trust only the old CA.
  else logger.warn('Replaced CA', { reason, ...caFile });
}

function openFiles(mode: string, options: Options): CertificateSource {
  const { certificateDir: directory } = requireAll(mode, options, { certificateDir: 'certificate-dir' });
  const { serviceName, namespace } = options;
  if (serviceName === undefined || namespace === undefined) return new FilesSource({ directory });
  return new FilesSource({ directory, serverName: serverNameOf(serviceName, namespace) });
}

async function openSelf(
  options: Options,
  api: ApiConnection,
  parts: Pick<CertificateParts, 'logger' | 'meter'>,
): Promise<CertificateSource> {
  const { serviceName, namespace, webhookConfiguration, caSecret, leaseName } = requireAll('self', options, {
    serviceName: 'service-name',
    namespace: 'namespace',
    webhookConfiguration: 'webhook-configuration',
    caSecret: 'ca-secret',
    leaseName: 'lease-name',
  });
  return new SelfSource({
    serverName: serverNameOf(serviceName, namespace),
    secrets: new CertificateSecretStore({ api, namespace, name: caSecret }),
    bundles: new CaBundleStore({
      api,
      configuration: webhookConfiguration,
      service: { name: serviceName, namespace },
    }),
    bundleWatch: new CaBundleWatch({ ...parts, api, configuration: webhookConfiguration }),
    leadership: await createLease({ namespace, name: leaseName }, api),
    onStep: (step) => parts.logger.info('Renewed certificates', { step }),
  });
}

/** The name that the API server verifies when it calls a webhook through a Service. */
function serverNameOf(serviceName: string, namespace: string): string {
  return `${serviceName}.${namespace}.svc`;
}

/** Returns the options if all of these keys are set. `flags` contains their names for the error message. */
function requireAll<Key extends keyof Options>(
  mode: string,
  options: Options,
  flags: Readonly<Record<Key, string>>,
) {
  const keys = Object.keys(flags) as Key[];
  const missing = keys.filter((key) => options[key] === undefined);
  if (missing.length > 0)
    throw new UnusableOptions(
      `--certificates ${mode} also requires ${missing.map((key) => `--${flags[key]}`).join(', ')}`,
    );
  return options as { readonly [Name in Key]: NonNullable<Options[Name]> };
}

/**
 * The file in a state folder with the CA of the served certificate; undefined if the CA could not be stored
 * there.
 */
export async function findCaFile(
  stateDir: string,
  certificates: Pick<CertificateSource, 'current'>,
): Promise<string | undefined> {
  const file = join(stateDir, 'ca.crt');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  return kept !== undefined && kept === certificates.current()?.caPem ? file : undefined;
}
