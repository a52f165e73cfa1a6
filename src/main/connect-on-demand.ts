import type { ApiConnection } from '../cluster/api-connection.ts';
import { UnusableOptions } from './start-failure.ts';

/**
 * The client is more than half of the program, in memory and in the time to start: who does not need it does not load it.
 * Rejects with `UnusableOptions` where no API server is known.
 */
export async function connectOnDemand(): Promise<ApiConnection> {
  const { connectToApi } = await import('../cluster/client.ts');
  try {
    return connectToApi();
  } catch (error) {
    throw new UnusableOptions(error instanceof Error ? error.message : String(error));
  }
}
