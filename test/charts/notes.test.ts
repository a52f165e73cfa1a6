import { expect, it } from '@jest/globals';
import { describeWithHelm4 } from './describe-with-helm.ts';
import { notes } from './render.ts';

const rescue = 'kubectl delete validatingwebhookconfiguration,mutatingwebhookconfiguration mirrorguard';

describeWithHelm4('what is told after an installation', () => {
  it('is what is dangerous, and the one line that opens the gate', () => {
    const text = notes({});
    expect(text).toContain(
      'webhook.failurePolicy is Fail: while no pod answers, nobody can change a mirror set',
    );
    expect(text).toContain(rescue);
    expect(text).not.toMatch(
      /replicaCount is 1|certificates.mode is files|emptyDir|no OpenShift|cleanup.enabled/,
    );
  });

  it.each([
    [{ 'webhook.failurePolicy': 'Ignore' }, 'mirror sets are stored unchecked, and nobody is told'],
    [{ replicaCount: 1 }, 'replicaCount is 1: each restart of the pod'],
    [{ 'certificates.mode': 'files' }, 'the certificate in Secret mirrorguard-tls is yours to renew'],
    [
      { 'certificates.mode': 'files', 'certificates.files.secretName': 'ours' },
      'kubectl --namespace guard get secret ours',
    ],
    [{ 'audit.file.enabled': true }, 'the records of a pod are gone with the pod'],
    [
      { 'networkPolicy.enabled': true },
      'this cluster is no OpenShift: the API server may not reach the pods',
    ],
    [{ 'cleanup.enabled': false }, '`helm uninstall` leaves what mirrorguard made itself'],
  ])('with %j, %s', (values, danger) => {
    expect(notes(values)).toContain(danger);
    expect(notes(values)).toContain(rescue);
  });

  it('has nothing to say against a claim, or against a network policy that names addresses', () => {
    const claim = {
      'audit.file.enabled': true,
      'audit.file.volume': { persistentVolumeClaim: { claimName: 'audit' } },
    };
    const addresses = {
      'networkPolicy.enabled': true,
      'networkPolicy.apiServer': [{ ipBlock: { cidr: '10.0.0.0/24' } }],
    };
    expect(notes({ ...claim, ...addresses })).not.toMatch(/emptyDir|no OpenShift/);
  });
});
