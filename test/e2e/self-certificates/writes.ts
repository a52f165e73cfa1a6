import { connectToApi } from '../../../src/cluster/client.ts';
import { valueAt } from '../../../src/model/json.ts';
import { name } from './service.ts';

const collection = `/api/v1/namespaces/${name}/configmaps`;

export interface Writes {
  readonly answered: number;
  readonly failures: readonly string[];
}

/** Writes ConfigMaps through both webhooks continuously until it is stopped. */
export function startWrites(): { stop(): Promise<Writes> } {
  const { call, close } = connectToApi();
  const failures: string[] = [];
  let answered = 0;
  let isStopped = false;

  async function client(number: number): Promise<void> {
    for (let round = 0; !isStopped; round++) {
      const metadata = { name: `write-${number}` };
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { round: `${round}` } };
      const query = '?fieldManager=writes&force=true';
      const path = `${collection}/${metadata.name}${query}`;
      const answer = await call({ method: 'PATCH', path, body, contentType: 'application/apply-patch+yaml' });
      answered++;
      if (answer.status >= 300) failures.push(String(valueAt(answer.body, ['message'])));
    }
  }
  const running = Promise.all([client(1), client(2)]);
  return {
    async stop() {
      isStopped = true;
      await running;
      close();
      return { answered, failures };
    },
  };
}
