import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { clientCertificate, made } from '../certificates/made-certificates.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { reviewOf } from '../support/review.ts';
import { type RunningServer, startServer } from './running-server.ts';

const review = JSON.stringify(reviewOf(idms('team').mirror('quay.io/team', ['mirror.example.com/team'])));
const call = {
  path: '/validate',
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
} as const;
const folder = temporaryFolder();

const servers: RunningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

describe('the peer in an audit record', () => {
  it('has the address of the client, and no name without a client certificate', async () => {
    const { parts, records } = recordingParts();
    const server = await startServer({ admission: parts });
    servers.push(server);
    expect((await server.send(call, review)).status).toBe(200);
    expect(records.map(({ peer }) => peer)).toEqual([{ address: '127.0.0.1', certificate: null }]);
  });

  it('has the common name of a verified client certificate', async () => {
    const { ca } = await made();
    const client = await clientCertificate(ca);
    const clientCaFile = join(folder, 'client-ca.pem');
    writeFileSync(clientCaFile, ca.certificatePem);
    const { parts, records } = recordingParts();
    const server = await startServer({ admission: parts, clientCaFile });
    servers.push(server);
    const { status } = await server.send(
      { ...call, cert: client.certificatePem, key: client.keyPem },
      review,
    );
    expect(status).toBe(200);
    expect(records.map(({ peer }) => peer)).toEqual([
      { address: '127.0.0.1', certificate: 'kube-apiserver' },
    ]);
  });
});
