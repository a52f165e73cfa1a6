import { type ApiConnection, isStatus, unlessNotFound } from '../api-connection.ts';
import { permissions } from '../permissions.ts';
import { testInstallation } from '../self-test.ts';
import { checkServingCertificate, isTrustedBy } from './certificate-check.ts';
import { type FoundInstallation, findInstallations } from './installation.ts';
import { isAllowed, type Right, rightsOf } from './rights.ts';

export interface Check {
  /** `NAMESPACE/NAME`; empty for the cluster. */
  readonly installation: string;
  readonly name:
    | 'installation'
    | 'configuration'
    | 'certificate'
    | 'caBundle'
    | 'endpoints'
    | 'rights'
    | 'denial';
  /** `unknown`: the user is not permitted to read the objects that the check requires. */
  readonly status: 'ok' | 'warning' | 'failed' | 'unknown';
  readonly message: string;
}

type Result = Omit<Check, 'installation'>;
type DiagnoseApi = Pick<ApiConnection, 'admission' | 'apps' | 'core' | 'customObjects'>;

export interface DiagnoseOptions {
  /** Default: all namespaces. */
  readonly namespace?: string | undefined;
  readonly nowMs: number;
}

/**
 * Checks every installation of the chart, and that mirrorguard denies an invalid object. Changes nothing: the
 * only write is a dry run. Rejects if the API server does not respond.
 */
export async function diagnose(
  api: DiagnoseApi,
  { namespace, nowMs }: DiagnoseOptions,
): Promise<readonly Check[]> {
  const found = await findInstallations(api, namespace);
  const denial = { installation: '', ...(await permitted('denial', () => checkDenial(api))) };
  if (found.kind === 'forbidden')
    return [{ installation: '', name: 'installation', status: 'unknown', message: found.reason }, denial];
  if (found.installations.length === 0) {
    const where = namespace === undefined ? 'the cluster' : `namespace ${namespace}`;
    const message = `${where} has no Deployment with the label app.kubernetes.io/name=mirrorguard`;
    return [{ installation: '', name: 'installation', status: 'failed', message }, denial];
  }
  const checked = await Promise.all(found.installations.map((one) => checkInstallation(api, one, nowMs)));
  return [...checked.flat(), denial];
}

async function checkInstallation(
  api: DiagnoseApi,
  found: FoundInstallation,
  nowMs: number,
): Promise<readonly Check[]> {
  const results = await Promise.all([
    permitted('configuration', () => checkConfigurations(api, found)),
    permitted('certificate', () => checkCertificate(api, found, nowMs)),
    permitted('caBundle', () => checkCaBundles(api, found)),
    permitted('endpoints', () => checkEndpoints(api, found)),
    permitted('rights', () => checkRights(api, found)),
  ]);
  return results.map((result) => ({ installation: `${found.namespace}/${found.name}`, ...result }));
}

/** If the user lacks a permission, the check is neither a failure of the installation nor a success. */
async function permitted(name: Result['name'], check: () => Promise<Omit<Result, 'name'>>): Promise<Result> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    if (!isStatus(error, 403)) throw error;
    return { name, status: 'unknown', message: error.message };
  }
}

async function readConfigurations({ admission }: DiagnoseApi, { configuration: name }: FoundInstallation) {
  const [mutating, validating] = await Promise.all([
    unlessNotFound(admission.readMutatingWebhookConfiguration({ name })),
    unlessNotFound(admission.readValidatingWebhookConfiguration({ name })),
  ]);
  return [
    { kind: 'MutatingWebhookConfiguration', webhooks: mutating?.webhooks },
    { kind: 'ValidatingWebhookConfiguration', webhooks: validating?.webhooks },
  ];
}

async function checkConfigurations(
  api: DiagnoseApi,
  found: FoundInstallation,
): Promise<Omit<Result, 'name'>> {
  const { configuration, service, namespace } = found;
  for (const { kind, webhooks } of await readConfigurations(api, found)) {
    if (webhooks === undefined)
      return {
        status: 'failed',
        message:
          `${kind} ${configuration} does not exist, so the API server does not call mirrorguard; ` +
          'run helm upgrade',
      };
    const other = webhooks.find(
      ({ clientConfig }) =>
        clientConfig.service?.name !== service || clientConfig.service.namespace !== namespace,
    );
    if (other !== undefined)
      return {
        status: 'failed',
        message:
          `webhook ${other.name} of ${kind} ${configuration} does not call ` +
          `Service ${namespace}/${service}`,
      };
  }
  return { status: 'ok', message: 'both webhook configurations call the Service' };
}

async function readChain({ core }: DiagnoseApi, { namespace, secret }: FoundInstallation) {
  const stored = await unlessNotFound(core.readNamespacedSecret({ namespace, name: secret }));
  const encoded = stored?.data?.['tls.crt'];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}

async function checkCertificate(
  api: DiagnoseApi,
  found: FoundInstallation,
  nowMs: number,
): Promise<Omit<Result, 'name'>> {
  const { namespace, secret, service } = found;
  const chain = await readChain(api, found);
  return chain === undefined
    ? { status: 'failed', message: `Secret ${namespace}/${secret} has no tls.crt` }
    : checkServingCertificate(chain, { serverName: `${service}.${namespace}.svc`, nowMs });
}

async function checkCaBundles(api: DiagnoseApi, found: FoundInstallation): Promise<Omit<Result, 'name'>> {
  const [configurations, chain] = await Promise.all([readConfigurations(api, found), readChain(api, found)]);
  if (chain === undefined)
    return { status: 'failed', message: 'the serving certificate to compare with does not exist' };
  for (const { kind, webhooks = [] } of configurations) {
    for (const { name, clientConfig } of webhooks) {
      const where = `caBundle of webhook ${name} (${kind} ${found.configuration})`;
      const { caBundle } = clientConfig;
      if (caBundle === undefined || caBundle === '')
        return { status: 'failed', message: `${where} is empty; its owner has not written it` };
      if (!isTrustedBy(Buffer.from(caBundle, 'base64').toString('utf8'), chain))
        return {
          status: 'failed',
          message: `${where} does not match the serving certificate; the API server rejects it`,
        };
    }
  }
  return { status: 'ok', message: 'every caBundle trusts the serving certificate' };
}

interface EndpointSlice {
  readonly endpoints?: readonly {
    readonly addresses?: readonly string[];
    readonly conditions?: { readonly ready?: boolean };
  }[];
}

async function checkEndpoints(
  { customObjects }: DiagnoseApi,
  { namespace, service }: FoundInstallation,
): Promise<Omit<Result, 'name'>> {
  const { items } = (await customObjects.listNamespacedCustomObject({
    group: 'discovery.k8s.io',
    version: 'v1',
    namespace,
    plural: 'endpointslices',
    labelSelector: `kubernetes.io/service-name=${service}`,
  })) as { readonly items: readonly EndpointSlice[] };
  const ready = items
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false)
    .flatMap(({ addresses }) => addresses ?? []);
  return ready.length === 0
    ? { status: 'failed', message: `Service ${namespace}/${service} has no ready endpoint; check its pods` }
    : { status: 'ok', message: `Service ${namespace}/${service} has ${ready.length} ready` };
}

async function checkRights(api: DiagnoseApi, found: FoundInstallation): Promise<Omit<Result, 'name'>> {
  const rights = rightsOf(permissions, found);
  const results = await Promise.all(rights.map((right) => isAllowed(api, right, found)));
  const missing = rights.filter((_, index) => results[index] === false);
  const account = `ServiceAccount ${found.namespace}/${found.serviceAccount}`;
  const unread = found.readsMachineConfigs ? '' : '; MachineConfigs are not read (machineConfigs.enabled)';
  return missing.length === 0
    ? { status: 'ok', message: `${account} has its permissions${unread}` }
    : { status: 'failed', message: `${account} may not ${missing.map(describeRight).join(', ')}` };
}

function describeRight({ verb, resource, group }: Right): string {
  return `${verb} ${group === '' ? resource : `${resource}.${group}`}`;
}

async function checkDenial(api: DiagnoseApi): Promise<Omit<Result, 'name'>> {
  const result = await testInstallation(api);
  if (result.passed) return { status: 'ok', message: 'an invalid mirror set was denied (dry run)' };
  return { status: result.isForbidden === true ? 'unknown' : 'failed', message: result.reason };
}
