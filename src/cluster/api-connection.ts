import type { IncomingMessage } from 'node:http';
import type {
  AdmissionregistrationV1Api,
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  ConfigurationOptions,
  CoordinationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  EventsV1Api,
} from '@kubernetes/client-node';
import { parseJson, textAt } from '../model/json.ts';

/** Overrides of a generated request for one call. */
export interface CallOptions {
  readonly accept?: string;
  /** The content type of a patch. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/**
 * The generated clients of the Kubernetes client over reused connections. Every call rejects with `ApiError`
 * for an error status, and with another error if the API server does not respond before the deadline.
 */
export interface ApiConnection {
  readonly admission: AdmissionregistrationV1Api;
  readonly apps: AppsV1Api;
  readonly authentication: AuthenticationV1Api;
  readonly authorization: AuthorizationV1Api;
  readonly coordination: CoordinationV1Api;
  readonly core: CoreV1Api;
  readonly customObjects: CustomObjectsApi;
  readonly events: EventsV1Api;
  /** The last parameter of a generated call. */
  options(options: CallOptions): ConfigurationOptions;
  /**
   * Opens a watch. Resolves with the headers for any status; the body has no deadline.
   * @param path including the query: `/api/v1/pods?watch=1`
   */
  open(path: string, options: CallOptions & { readonly signal: AbortSignal }): Promise<IncomingMessage>;
  /** Closes idle connections. */
  close(): void;
}

/** Media types of patches. A server-side apply can be JSON, which is a subset of YAML. */
export const patchType = {
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
} as const;

export interface ApiErrorDetails {
  /** `GET /api/v1/namespaces/a/secrets/b`. */
  readonly request: string;
  readonly status: number;
  readonly body: string;
  /** The time of the response by the clock of the API server, in milliseconds since the epoch. */
  readonly dateMs?: number | undefined;
}

/**
 * An error status of the API server. Contains the message of the API server, which is meant for
 * administrators: `secrets "a" is forbidden: User "b" cannot get resource "secrets" in API group "" in the
 * namespace "c"`.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly dateMs: number | undefined;

  constructor({ request, status, body, dateMs }: ApiErrorDetails) {
    super(`the API server returned ${status} for ${request}: ${messageOf(body)}`);
    this.name = 'ApiError';
    this.status = status;
    this.dateMs = dateMs;
  }
}

export function isStatus(error: unknown, ...statuses: readonly number[]): error is ApiError {
  return error instanceof ApiError && statuses.includes(error.status);
}

/** Undefined if the object does not exist. */
export async function unlessNotFound<Result>(call: Promise<Result>): Promise<Result | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** `conflict`: another client created or changed the object first. */
export async function unlessConflict(call: Promise<unknown>): Promise<'written' | 'conflict'> {
  try {
    await call;
    return 'written';
  } catch (error) {
    if (isStatus(error, 409)) return 'conflict';
    throw error;
  }
}

/** Like `unlessConflict`, for an object that another client can also delete. */
export async function unlessChanged(call: Promise<unknown>): Promise<'written' | 'conflict'> {
  return (await unlessNotFound(unlessConflict(call))) ?? 'conflict';
}

/** The message of a Status object. A proxy can respond with plain text. */
function messageOf(body: string): string {
  const status = parseJson(body);
  const message = status === undefined ? body.slice(0, 200) : textAt(status, ['message']);
  return message || 'no reason given';
}
