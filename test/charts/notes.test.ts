import { expect, it } from '@jest/globals';
import { describeWithHelm4 } from './describe-with-program.ts';
import { notes } from './render.ts';

const removal = 'kubectl delete validatingwebhookconfiguration,mutatingwebhookconfiguration mirrorguard';

describeWithHelm4('the notes of an installation', () => {
  it('list the default risks and the command for emergency removal', () => {
    const text = notes({});
    expect(text).toContain(
      'webhook.failurePolicy is Fail. While no pod responds, mirror sets cannot be changed.',
    );
    expect(text).toContain(removal);
    expect(text).not.toMatch(
      /replicaCount is 1|certificates.mode is files|emptyDir|not OpenShift|cleanup.enabled/,
    );
  });

  it.each([
    [{ 'webhook.failurePolicy': 'Ignore' }, 'the API server stores mirror sets without'],
    [{ replicaCount: 1 }, 'replicaCount is 1. No pod responds while the pod restarts'],
    [{ 'certificates.mode': 'files' }, 'You renew the certificate in Secret mirrorguard-tls'],
    [
      { 'certificates.mode': 'files', 'certificates.files.secretName': 'ours' },
      'kubectl --namespace guard get secret ours',
    ],
    [{ 'audit.file.enabled': true }, 'The records of a pod are deleted with the pod.'],
    [{ 'networkPolicy.enabled': true }, 'this cluster is not OpenShift. The network policy'],
    [{}, 'No NetworkPolicy restricts access to the webhook.'],
    [{ 'networkPolicy.enabled': false }, 'addresses of the API server, or require a client certificate'],
    [{ 'cleanup.enabled': false }, '`helm uninstall` does not delete the objects that mirrorguard created'],
  ])('report the risk of %j: %s', (values, risk) => {
    expect(notes(values)).toContain(risk);
    expect(notes(values)).toContain(removal);
  });

  it('report no risk for a persistent volume claim and for a network policy with addresses', () => {
    const claim = {
      'audit.file.enabled': true,
      'audit.file.volume': { persistentVolumeClaim: { claimName: 'audit' } },
    };
    const addresses = {
      'networkPolicy.enabled': true,
      'networkPolicy.apiServer': [{ ipBlock: { cidr: '10.0.0.0/24' } }],
    };
    expect(notes({ ...claim, ...addresses })).not.toMatch(/emptyDir|not OpenShift|No NetworkPolicy/);
  });
});
