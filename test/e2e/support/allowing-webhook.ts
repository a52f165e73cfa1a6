/**
 * An admission webhook that allows every request, in a pod of the image of mirrorguard. /tls has its certificate and
 * key.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { json } from 'node:stream/consumers';

const server = createServer(
  { cert: readFileSync('/tls/tls.crt'), key: readFileSync('/tls/tls.key') },
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
server.listen(8443);
