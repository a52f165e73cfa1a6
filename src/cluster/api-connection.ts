import type { IncomingMessage } from 'node:http';

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/v1/namespaces/x/pods?limit=1`. */
  readonly path: string;
  readonly body?: unknown;
  /** Default `application/json`; a patch says here which kind it is. */
  readonly contentType?: string;
  /** Default `application/json`; a part of each object may be asked for here (`watch/metadata-only.ts`). */
  readonly accept?: string;
}

export interface ApiAnswer {
  /** HTTP status; the caller decides which of them are failures. */
  readonly status: number;
  /** Decoded JSON. */
  readonly body: unknown;
  /** The API server's wall clock when it answered, to the second; absent where it did not say. */
  readonly dateMs?: number;
}

/** One call to the API server. Rejects only when there was no answer: refused, cut off, given up by the signal, or not whole in time. */
export type ApiClient = (call: ApiCall, signal?: AbortSignal) => Promise<ApiAnswer>;

export interface ApiConnection {
  readonly call: ApiClient;
  /** An answer to read as it comes, whatever its status; a watch. The signal ends it, also while nothing comes. */
  open(call: ApiCall, signal: AbortSignal): Promise<IncomingMessage>;
  /** Ends the connections that are kept for the next call. */
  close(): void;
}

/** A proxy on the way may answer in plain text. */
export function asJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
