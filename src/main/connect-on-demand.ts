import type { ApiConnection } from '../cluster/api-connection.ts';

/** The client is more than half of the program, in memory and in the time to start: who does not need it does not load it. */
export async function connectOnDemand(): Promise<ApiConnection> {
  const { connectToApi } = await import('../cluster/client.ts');
  return connectToApi();
}
