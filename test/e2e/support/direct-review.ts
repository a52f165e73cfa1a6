import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Pod } from './pods.ts';

interface ReviewResponse {
  readonly allowed: boolean;
  readonly auditAnnotations: Readonly<Record<string, string>>;
  readonly warnings?: readonly string[];
}

/** Sends a review to a pod without the API server, as any client on the pod network can. */
export async function sendReview({ status }: Pod, path: string, review: object): Promise<ReviewResponse> {
  const call = request({
    host: status.podIP,
    port: 8443,
    path,
    method: 'POST',
    agent: false,
    rejectUnauthorized: false,
    headers: { 'Content-Type': 'application/json' },
  });
  call.end(JSON.stringify(review));
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const body = await text(response);
  if (response.statusCode !== 200) throw new Error(`${path} returned ${response.statusCode}: ${body}`);
  return (JSON.parse(body) as { readonly response: ReviewResponse }).response;
}
