import type { Call, Operation, Operations, Reply } from '../worker/protocol.ts';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The worker that runs the engine. Calls are processed in order. */
export class EngineClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  /** @param source the text of the worker script */
  constructor(source: string) {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    this.#worker = new Worker(trusted(url));
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#settle(data));
  }

  call<Name extends Operation>(
    name: Name,
    takes: Operations[Name]['takes'],
  ): Promise<Operations[Name]['returns']> {
    const id = ++this.#lastId;
    const call: Call<Name> = { id, name, takes };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage(call);
    });
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.result);
  }
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** The page requires trusted types, so only this policy can create the URL of a script. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('mirrorguard', { createScriptURL: (text) => text });
  return policy?.createScriptURL(url) ?? url;
}
