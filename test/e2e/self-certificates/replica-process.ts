/**
 * The certificates part of a replica: `--certificates self` with short lifetimes, and a listener that allows every
 * request and closes each connection, so every call of the API server is a handshake.
 * The first argument contains its settings as JSON; it prints one line of JSON per event.
 */
import { createServer } from 'node:https';
import { json } from 'node:stream/consumers';
import { LiveCertificates } from '../../../src/certificates/live-certificates.ts';
import { SelfSource } from '../../../src/certificates/self/self-source.ts';
import { listenerOptions } from '../../../src/certificates/tls-options.ts';
import { CaBundleStore } from '../../../src/cluster/ca-bundle.ts';
import { CaBundleWatch } from '../../../src/cluster/ca-bundle-watch.ts';
import { CertificateSecretStore } from '../../../src/cluster/certificate-secret.ts';
import { connectToApi } from '../../../src/cluster/client.ts';
import { Lease } from '../../../src/cluster/lease.ts';
import type { ReplicaEvent, ReplicaSettings } from './replica.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as ReplicaSettings;
const {
  name,
  namespace,
  port,
  caSecret = name,
  caLifeMs,
  leafLifeMs,
  settleMs,
  checkIntervalMs = 500,
  aheadMs = 0,
} = settings;
const nowMs = () => Date.now() + aheadMs;
const emit = (event: ReplicaEvent) => process.stdout.write(`${JSON.stringify(event)}\n`);

const api = connectToApi();
const silent = () => {};
const logger = { debug: silent, info: silent, warn: silent, error: silent };
const meter = { state: silent, event: silent, restart: silent };
const source = new SelfSource({
  serverName: `${name}.${namespace}.svc`,
  secrets: new CertificateSecretStore({ api, namespace, name: caSecret }),
  bundles: new CaBundleStore({ api, configuration: name, service: { name, namespace } }),
  bundleWatch: new CaBundleWatch({ api, configuration: name, logger, meter }),
  leadership: new Lease({ api, namespace, name, identity: `${port}`, durationSeconds: 3, nowMs }),
  nowMs,
  caLifeMs,
  leafLifeMs,
  settleMs,
  checkIntervalMs,
  onStep: (step) => emit({ event: 'step', step }),
});

const server = createServer(listenerOptions({ verifyClients: false }), async (request, response) => {
  const review = (await json(request)) as {
    readonly apiVersion: string;
    readonly request: { readonly uid: string };
  };
  response.setHeader('Connection', 'close').setHeader('Content-Type', 'application/json');
  const { apiVersion, request: admissionRequest } = review;
  response.end(
    JSON.stringify({
      apiVersion,
      kind: 'AdmissionReview',
      response: { uid: admissionRequest.uid, allowed: true },
    }),
  );
});
const live = new LiveCertificates({ servers: [server], source });
await live.start();
server.listen(port, '0.0.0.0');

let lastStatus = '';
const report = () => {
  const { state, reason } = source.status();
  if (`${state}${reason}` !== lastStatus) emit({ event: 'status', state, reason });
  lastStatus = `${state}${reason}`;
};
report();
setInterval(report, 100);
process.once('SIGTERM', () => void live.stop().then(() => process.exit(0)));
