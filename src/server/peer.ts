import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Peer } from '../webhook/ports.ts';

/** Cached per connection, because reading a certificate costs more than a small evaluation. */
const known = new WeakMap<Socket, Peer>();

/** The client of a request. */
export function peerOf({ socket }: IncomingMessage): Peer {
  const cached = known.get(socket);
  if (cached !== undefined) return cached;
  const peer = { address: socket.remoteAddress ?? '', certificate: certificateNameOf(socket) };
  known.set(socket, peer);
  return peer;
}

/** The common name of a verified certificate. */
function certificateNameOf(socket: Socket): string | null {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  const { CN } = socket.getPeerCertificate().subject ?? {};
  return (Array.isArray(CN) ? CN[0] : CN) ?? null;
}
