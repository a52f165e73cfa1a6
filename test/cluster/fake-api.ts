import type { ApiAnswer, ApiCall, ApiClient } from '../../src/cluster/api-connection.ts';
import { isJsonObject, type JsonObject, valueAt } from '../../src/model/json.ts';

/**
 * As much of an API server as the certificates need: objects by path with resourceVersions, creation, replacement with its
 * conflicts. Answers can be put in front of it. What only the real one can tell (server-side apply, roles) is tested on it.
 */
export class FakeApi {
  readonly objects = new Map<string, JsonObject>();
  readonly calls: ApiCall[] = [];
  private readonly answers: Array<{ readonly method: ApiCall['method']; readonly answer: ApiAnswer }> = [];
  private version = 0;
  /** What the answers say about the time, where they do. */
  dateMs: number | undefined;

  readonly client: ApiClient = async (call) => {
    const answer = this.answer(call);
    return this.dateMs === undefined ? answer : { ...answer, dateMs: this.dateMs };
  };

  private answer(call: ApiCall): ApiAnswer {
    this.calls.push(call);
    const prepared = this.answers.findIndex(({ method }) => method === call.method);
    if (prepared !== -1) return this.answers.splice(prepared, 1)[0]?.answer ?? missing;
    const path = call.path.split('?', 1)[0] ?? '';
    switch (call.method) {
      case 'GET': {
        const body = this.objects.get(path);
        return body === undefined ? missing : { status: 200, body };
      }
      case 'POST': {
        const created = `${path}/${String(valueAt(call.body, ['metadata', 'name']))}`;
        return this.objects.has(created) ? conflict : { status: 201, body: this.put(created, call.body) };
      }
      case 'PUT': {
        const stored = this.objects.get(path);
        if (stored === undefined) return missing;
        const isSame =
          valueAt(stored, ['metadata', 'resourceVersion']) ===
          valueAt(call.body, ['metadata', 'resourceVersion']);
        return isSame ? { status: 200, body: this.put(path, call.body) } : conflict;
      }
      default:
        return { status: 200, body: {} };
    }
  }

  /** The next call of this method is answered so. */
  answerNext(method: ApiCall['method'], status: number, message: string): void {
    this.answers.push({ method, answer: { status, body: { kind: 'Status', message } } });
  }

  put(path: string, object: unknown): JsonObject {
    if (!isJsonObject(object)) throw new Error('not an object');
    const metadata = isJsonObject(object.metadata) ? object.metadata : {};
    const stored = { ...object, metadata: { ...metadata, resourceVersion: `${++this.version}` } };
    this.objects.set(path, stored);
    return stored;
  }
}

const missing: ApiAnswer = { status: 404, body: { kind: 'Status', message: 'not found' } };
const conflict: ApiAnswer = {
  status: 409,
  body: { kind: 'Status', message: 'the object has been modified' },
};
