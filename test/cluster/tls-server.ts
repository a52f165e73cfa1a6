import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, Socket } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import type { ApiConnection } from '../../src/cluster/api-connection.ts';
import { connectToApi } from '../../src/cluster/client.ts';
import { type MadeCertificates, made } from '../certificates/made-certificates.ts';

const certificates: MadeCertificates = await made();

/** An HTTPS server for tests, and the production connection to it. */
export class TlsServer {
  readonly #server: Server;
  readonly #sockets = new Map<number | undefined, Socket>();
  #connection: ApiConnection | undefined;
  #port = 0;

  constructor(handle: (request: IncomingMessage, response: ServerResponse) => unknown) {
    const { leaf } = certificates;
    this.#server = createServer({ cert: leaf.certificatePem, key: leaf.keyPem }, handle);
    this.#server.on('connection', (socket) => {
      if (socket instanceof Socket) this.#sockets.set(socket.remotePort, socket);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#connection?.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Resets all connections and refuses new ones. */
  async leave(): Promise<void> {
    this.#port = (this.#server.address() as AddressInfo).port;
    for (const socket of this.#sockets.values()) socket.resetAndDestroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async comeBack(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  get connection(): ApiConnection {
    this.#connection ??= connectToApi({ config: this.#config() });
    return this.#connection;
  }

  /** The text of a kubeconfig for the server, with a context named test. */
  get kubeconfig(): string {
    return this.#config().exportConfig();
  }

  /** Sends a TCP reset, like a crashed node or a firewall that lost its connection state. */
  reset({ socket }: ServerResponse): void {
    // Only the TCP socket below a TLS socket can be reset.
    this.#sockets.get(socket?.remotePort)?.resetAndDestroy();
  }

  #config(): KubeConfig {
    const { port } = this.#server.address() as AddressInfo;
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      {
        name: 'test',
        server: `https://localhost:${port}`,
        caData: Buffer.from(certificates.ca.certificatePem).toString('base64'),
        skipTLSVerify: false,
      },
      { name: 'test', token: 'secret' },
    );
    return config;
  }
}
