import { ApiError, patchType } from '../../../src/cluster/api-connection.ts';
import { connectToApi } from '../../../src/cluster/client.ts';
import { name } from './service.ts';

export interface Writes {
  readonly answered: number;
  readonly failures: readonly string[];
}

/** Writes ConfigMaps through both webhooks continuously until it is stopped. */
export function startWrites(): { stop(): Promise<Writes> } {
  const api = connectToApi();
  const options = api.options({ contentType: patchType.apply });
  const failures: string[] = [];
  let answered = 0;
  let isStopped = false;

  async function client(number: number): Promise<void> {
    for (let round = 0; !isStopped; round++) {
      const metadata = { name: `write-${number}` };
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { round: `${round}` } };
      const patch = { name: metadata.name, namespace: name, body, fieldManager: 'writes', force: true };
      try {
        await api.core.patchNamespacedConfigMap(patch, options);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        failures.push(error.message);
      }
      answered++;
    }
  }
  const running = Promise.all([client(1), client(2)]);
  return {
    async stop() {
      isStopped = true;
      await running;
      api.close();
      return { answered, failures };
    },
  };
}
