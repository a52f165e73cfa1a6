import { fieldOf } from '../model/json.ts';
import type { ApiAnswer, ApiCall } from './api-connection.ts';

/**
 * What the API server says instead of doing it, to be shown to an admin. Its own words are good ones:
 * `secrets "a" is forbidden: User "b" cannot get resource "secrets" in API group "" in the namespace "c"`.
 */
export function refusal({ method, path }: ApiCall, { status, body }: ApiAnswer): Error {
  const message = fieldOf(body, 'message');
  const words = typeof message === 'string' ? message : 'no reason given';
  return new Error(`the API server answers ${status} to ${method} ${path.split('?', 1)[0]}: ${words}`);
}
