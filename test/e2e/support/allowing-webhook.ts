/**
 * A process with an admission webhook that allows every request: `allowing-webhook.ts ADDRESS CERTIFICATE KEY`, with
 * paths of PEM files. It prints its port.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

const [address = '', certificate = '', key = ''] = process.argv.slice(2);

const server = createServer(
  { cert: readFileSync(certificate), key: readFileSync(key) },
  async (request, response) => {
    const review = (await json(request)) as { readonly request: { readonly uid: string } };
    response.setHeader('Content-Type', 'application/json').end(
      JSON.stringify({
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: { uid: review.request.uid, allowed: true },
      }),
    );
  },
);
server.listen(0, address, () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
