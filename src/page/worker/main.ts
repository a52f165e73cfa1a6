/// <reference lib="webworker" />
import type { Call, Operation, Reply } from './protocol.ts';
import { Session } from './session.ts';

const session = new Session();

function run<Name extends Operation>({ name, takes }: Call<Name>): unknown {
  return session.handlers[name](takes);
}

self.addEventListener('message', ({ data }: MessageEvent<Call>) => {
  const { id } = data;
  let reply: Reply;
  try {
    reply = { id, result: run(data) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) };
  }
  postMessage(reply);
});
