import type { Server, Socket } from 'node:net';

interface Connection {
  readonly socket: Socket;
  /** Whether the connection sent a valid AdmissionReview. */
  isTrusted: boolean;
  /** Requests without a complete response. */
  requests: number;
  /** Position in the order of activity; a greater number is later. */
  lastActive: number;
}

/**
 * Limits the connections of a listener and accepts every new one. Above the limit it closes an idle
 * connection that never sent a valid AdmissionReview, starting with the longest idle one. The API server
 * reconnects when required.
 */
export class ConnectionLimit {
  readonly #most: number;
  readonly #onClose: () => void;
  readonly #connections = new Map<string, Connection>();
  #activity = 0;

  constructor(most: number, onClose: () => void) {
    this.#most = most;
    this.#onClose = onClose;
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.#add(socket));
  }

  get open(): number {
    return this.#connections.size;
  }

  /**
   * @param socket the socket of the request; the TLS socket of a connection has the same ports as its TCP
   * socket
   */
  beginRequest(socket: Socket): void {
    const connection = this.#connections.get(keyOf(socket));
    if (connection === undefined) return;
    connection.requests += 1;
    connection.lastActive = ++this.#activity;
  }

  endRequest(socket: Socket, { isValid }: { readonly isValid: boolean }): void {
    const connection = this.#connections.get(keyOf(socket));
    if (connection === undefined) return;
    connection.requests -= 1;
    connection.lastActive = ++this.#activity;
    connection.isTrusted ||= isValid;
  }

  destroyAll(): void {
    for (const { socket } of this.#connections.values()) socket.destroy();
  }

  #add(socket: Socket): void {
    const key = keyOf(socket);
    const connection = { socket, isTrusted: false, requests: 0, lastActive: ++this.#activity };
    this.#connections.set(key, connection);
    socket.once('close', () => {
      if (this.#connections.get(key) === connection) this.#connections.delete(key);
    });
    if (this.#connections.size > this.#most) this.#closeOne(connection);
  }

  #closeOne(newest: Connection): void {
    let chosen: Connection | undefined;
    for (const connection of this.#connections.values()) {
      if (connection === newest) continue;
      if (chosen === undefined || compareToClose(connection, chosen) < 0) chosen = connection;
    }
    if (chosen === undefined) return;
    this.#onClose();
    this.#connections.delete(keyOf(chosen.socket));
    chosen.socket.destroy();
  }
}

/** Sorts connections to close: idle before busy, untrusted before trusted, longest idle first. */
function compareToClose(a: Connection, b: Connection): number {
  return (
    Number(a.requests > 0) - Number(b.requests > 0) ||
    Number(a.isTrusted) - Number(b.isTrusted) ||
    a.lastActive - b.lastActive
  );
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
