import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request as sendRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AdmissionregistrationV1Api,
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  type ConfigurationOptions,
  CoordinationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  createConfiguration,
  EventsV1Api,
  KubeConfig,
  Observable,
  type RequestContext,
  ResponseContext,
  SelfDecodingBody,
  ServerConfiguration,
  wrapHttpLibrary,
} from '@kubernetes/client-node';
import { reasonOf } from '../manifests/system-reason.ts';
import { type ApiConnection, ApiError, type CallOptions } from './api-connection.ts';

export interface ConnectOptions {
  /** The time from the start of a call to the end of its response. */
  readonly callTimeoutMs?: number;
  /** Default: in a cluster, the ServiceAccount of the pod; elsewhere, the kubeconfig. */
  readonly config?: KubeConfig;
}

/** The same limit as in client-go. */
const maxRetries = 10;

interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Connects the generated clients to the API server. Tokens, client certificates and CAs that are renewed on
 * disk apply to the next call, because every call reads the credentials.
 * The HTTP library of the Kubernetes client is replaced, because it opens a connection for each call and has
 * no deadline (ADR 3).
 */
export function connectToApi({
  callTimeoutMs = 20_000,
  config = defaultConfig(),
}: ConnectOptions = {}): ApiConnection {
  const server = serverOf(config);
  const agent = new Agent({ keepAlive: true });

  async function send({ method, url, headers, body, signal }: HttpRequest): Promise<IncomingMessage> {
    const options: RequestOptions = { method, headers, signal };
    await config.applyToHTTPSOptions(options);
    // The agent of the Kubernetes client closes connections and keeps the first CA. It is used only for a
    // proxy.
    if (config.getCurrentCluster()?.proxyUrl === undefined) options.agent = agent;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    sendRequest(url, options, resolve).on('error', reject).end(body);
    return await promise;
  }

  /**
   * Retries a read while the API server requests it, like client-go: under load, and while the storage of a
   * new CRD initializes.
   */
  async function readWithRetries(sent: HttpRequest): Promise<{ response: IncomingMessage; body: string }> {
    for (let attempt = 0; ; attempt++) {
      const response = await send(sent);
      const body = await text(response);
      const waitMs = Number(response.headers['retry-after']) * 1000;
      const isRepeatable = sent.method === 'GET' && response.statusCode === 429 && waitMs >= 0;
      if (!isRepeatable || attempt === maxRetries) return { response, body };
      await sleep(waitMs, undefined, { signal: sent.signal });
    }
  }

  async function call(context: RequestContext): Promise<ResponseContext> {
    const method = context.getHttpMethod();
    const url = context.getUrl();
    const request = `${method} ${new URL(url).pathname}`;
    const deadline = AbortSignal.timeout(callTimeoutMs);
    const signal = AbortSignal.any([deadline, context.getSignal() ?? deadline]);
    const sent = { method, url, headers: context.getHeaders(), body: context.getBody()?.toString(), signal };
    try {
      const { response, body } = await readWithRetries(sent);
      return toResponseContext(request, response, body);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      const reason = deadline.aborted ? `timeout of ${callTimeoutMs / 1000} s` : messageOf(error);
      throw new Error(`the API server did not respond to ${request}: ${reason}`, { cause: error });
    }
  }

  const configuration = createConfiguration({
    baseServer: new ServerConfiguration(server, {}),
    httpApi: wrapHttpLibrary({ send: call }),
  });
  return {
    admission: new AdmissionregistrationV1Api(configuration),
    apps: new AppsV1Api(configuration),
    authentication: new AuthenticationV1Api(configuration),
    authorization: new AuthorizationV1Api(configuration),
    coordination: new CoordinationV1Api(configuration),
    core: new CoreV1Api(configuration),
    customObjects: new CustomObjectsApi(configuration),
    events: new EventsV1Api(configuration),
    options: callOptions,
    open: (path, { accept = 'application/json', signal }) =>
      send({ method: 'GET', url: `${server}${path}`, headers: { accept }, signal }),
    close: () => agent.destroy(),
  };
}

function defaultConfig(): KubeConfig {
  const config = new KubeConfig();
  config.loadFromDefault();
  return config;
}

/**
 * Loads the configuration of a kubeconfig and context. Throws a message for the user if one of them does not
 * exist.
 * @param kubeconfig a file; default: like `defaultConfig`
 */
export function loadKubeConfig({
  kubeconfig,
  context,
}: {
  readonly kubeconfig?: string;
  readonly context?: string;
}): KubeConfig {
  const config = new KubeConfig();
  if (kubeconfig === undefined) config.loadFromDefault();
  else loadFile(config, kubeconfig);
  if (context !== undefined) selectContext(config, context);
  if (kubeconfig !== undefined && !hasServer(config)) {
    const { currentContext } = config;
    const which =
      currentContext === '' || config.getContextObject(currentContext) === null
        ? 'has no current context; pass --context'
        : `has no https:// server for context ${JSON.stringify(currentContext)}`;
    throw new Error(`the kubeconfig ${kubeconfig} ${which}`);
  }
  return config;
}

function selectContext(config: KubeConfig, context: string): void {
  const isFound = config.getCurrentCluster()?.server !== clientDefaultServer;
  if (!isFound)
    throw new Error(
      `found no kubeconfig with the context ${JSON.stringify(context)}; pass --kubeconfig, or set KUBECONFIG`,
    );
  const known = config.getContexts().map(({ name }) => name);
  if (!known.includes(context)) {
    const contexts = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
    throw new Error(`the kubeconfig has no context ${JSON.stringify(context)}; ${contexts}`);
  }
  config.setCurrentContext(context);
}

function loadFile(config: KubeConfig, file: string): void {
  try {
    config.loadFromFile(file);
  } catch (error) {
    const isSystemError = (error as NodeJS.ErrnoException).code !== undefined;
    // The YAML parser appends an excerpt of the file, which can contain credentials.
    const [reason = ''] = messageOf(error).split('\n');
    const problem = isSystemError ? reasonOf(error) : `is not valid: ${reason}`;
    throw new Error(`the kubeconfig ${file} ${problem}`, { cause: error });
  }
}

/** The server that the Kubernetes client assumes if it finds no configuration. */
const clientDefaultServer = 'http://localhost:8080';

function hasServer(config: KubeConfig): boolean {
  return config.getCurrentCluster()?.server.startsWith('https://') === true;
}

/** The URL of the API server. It can have a path if a proxy serves several clusters. */
function serverOf(config: KubeConfig): string {
  const server = config.getCurrentCluster()?.server;
  if (server === undefined || !hasServer(config))
    throw new Error(
      'found no API server: no ServiceAccount, and no kubeconfig whose current context has an ' +
        'https:// server',
    );
  return server.replace(/\/+$/, '');
}

function callOptions({ accept, contentType, signal }: CallOptions): ConfigurationOptions {
  const pre = (request: RequestContext) => {
    if (accept !== undefined) request.setHeaderParam('Accept', accept);
    if (contentType !== undefined) request.setHeaderParam('Content-Type', contentType);
    if (signal !== undefined) request.setSignal(signal);
    return new Observable(Promise.resolve(request));
  };
  const post = (response: ResponseContext) => new Observable(Promise.resolve(response));
  return { middleware: [{ pre, post }], middlewareMergeStrategy: 'append' };
}

function toResponseContext(
  request: string,
  { statusCode: status = 0, headers }: IncomingMessage,
  body: string,
): ResponseContext {
  if (status >= 400) throw new ApiError({ request, status, body, dateMs: dateOf(headers) });
  const singleHeaders = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const decoded = new SelfDecodingBody(Promise.resolve(Buffer.from(body)));
  return new ResponseContext(status, Object.fromEntries(singleHeaders), decoded);
}

function dateOf({ date = '' }: IncomingHttpHeaders): number | undefined {
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? undefined : ms;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
