import { describe, expect, it } from '@jest/globals';
import { idms, image, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-blocked-mirror.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

const never = (name: string, source: string, mirrors: readonly string[]) =>
  idms(name).mirror(source, mirrors, 'NeverContactSource');

describe('no-blocked-mirror', () => {
  it('denies an entry whose mirrors and source are all blocked', () => {
    const [violation] = check(rule, never('a', 'src.io', ['src.io/mirror']));
    expect(violation?.message).toBe(
      '"src.io/mirror" is in the blocked "src.io". Nodes must not contact "src.io" either; pulls by digest fail; ' +
        'error: "registry is blocked". Move the mirror out of the blocked registry',
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('warns if the source remains', () => {
    const subject = idms('a').mirror('registry.redhat.io/x', ['quay.io/x', 'quay.io/y']);
    expect(check(rule, subject, { cluster: [never('quay', 'quay.io', ['m.io'])] })).toReport({
      severity: 'warn',
      message:
        '"quay.io/x" and "quay.io/y" are in the blocked "quay.io" (ImageDigestMirrorSet quay); nodes skip ' +
        'these mirrors and pull "registry.redhat.io/x" from the source by digest. Move the mirror out of the blocked registry',
    });
  });

  it('denies a write that blocks the source that remained', () => {
    const before = idms('a').mirror('registry.redhat.io/x', ['quay.io/x']);
    const subject = never('a', 'registry.redhat.io/x', ['quay.io/x']);
    const [violation] = check(rule, subject, { before, cluster: [never('quay', 'quay.io', ['m.io'])] });
    expect(violation?.message).toBe(
      '"quay.io/x" is in the blocked "quay.io" (ImageDigestMirrorSet quay). Nodes must not contact ' +
        '"registry.redhat.io/x" either; pulls by digest fail; error: "registry is blocked". Move the mirror out of the blocked registry',
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('names the broader block that an insecure registry inherits', () => {
    const lists = { insecureRegistries: ['m.example.com'], blockedRegistries: ['*.com'] };
    const mirrored = idms('a').mirror('quay.io/team', ['m.example.com/team']);
    expect(check(rule, image(lists), { cluster: [mirrored], before: image({}) })).toReport({
      severity: 'warn',
      path: 'spec.registrySources.blockedRegistries[0]',
      message: /^"m\.example\.com\/team" of ImageDigestMirrorSet a is in the blocked "m\.example\.com"/,
    });
  });

  it('denies it for a blocked wildcard source', () => {
    const subject = never('a', '*.example.com', ['lab.example.com/copies']);
    const [violation] = check(rule, subject);
    expect(violation?.message).toMatch(
      /Nodes must not contact "\*\.example\.com" either; pulls by digest fail; error: "registry is blocked"/,
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('warns if one of several mirrors is blocked', () => {
    expect(check(rule, never('a', 'src.io', ['src.io/mirror', 'm.io/s']))).toReport({
      message:
        '"src.io/mirror" is in the blocked "src.io"; nodes skip this mirror of "src.io". Move the mirror out of the blocked registry',
      severity: 'warn',
    });
  });

  it('reports a mirror with a port, which the prefix of a blocked host matches', () => {
    expect(check(rule, never('a', 'src.io', ['src.io:5000/m']))).toReport({
      message: /^"src\.io:5000\/m" is in the blocked "src\.io"/,
    });
  });

  it('reports mirrors in the blocked registries of image.config', () => {
    const subject = idms('a').mirror('quay.io/x', ['m.io/x']);
    expect(check(rule, subject, { imageConfig: { blockedRegistries: ['m.io'] } })).toReport({
      severity: 'warn',
      message:
        '"m.io/x" is in the blocked "m.io"; nodes skip this mirror and pull "quay.io/x" from the source by digest. Move the mirror out of the blocked registry',
    });
    const [violation] = check(rule, subject, { imageConfig: { blockedRegistries: ['m.io', 'quay.io'] } });
    expect(violation?.message).toMatch(
      /^"m\.io\/x" is in the blocked "m\.io". Nodes must not contact "quay\.io\/x" either/,
    );
    expect(check(rule, subject, { imageConfig: { blockedRegistries: ['n.io'] } })).toReportNothing();
  });

  it('allows a mirror that a narrower entry excludes from the block', () => {
    const cluster = [idms('lift').mirror('src.io/mirror', ['m.io/s'])];
    expect(check(rule, never('a', 'src.io', ['src.io/mirror']), { cluster })).toReportNothing();
  });

  it('reports mirrors of other objects that a change blocks', () => {
    const cluster = [idms('other').mirror('quay.io/x', ['src.io/copies/x'])];
    const [violation] = check(rule, never('a', 'src.io', ['m.io/s']), { cluster });
    expect(violation?.message).toBe(
      '"src.io/copies/x" of ImageDigestMirrorSet other is in the blocked "src.io"; nodes skip this mirror ' +
        'and pull "quay.io/x" from the source by digest. Move the mirror out of the blocked registry',
    );
    expect(violation?.path).toEqual(['spec', 'imageDigestMirrors', 0, 'source']);
    expect(violation?.related).toMatchObject([{ name: 'other' }]);
  });

  it('reports a deletion that blocks a mirror again', () => {
    const lift = itms('lift').mirror('src.io/mirror', ['m.io/s']);
    const cluster = [never('a', 'src.io', ['src.io/mirror'])];
    expect(check(rule, { subject: lift, before: lift, operation: 'DELETE', cluster })).toReport({
      path: '',
      message:
        /^"src\.io\/mirror" of ImageDigestMirrorSet a is in the blocked "src\.io"\. Nodes must not contact/,
    });
  });

  it('names the object that lists one of several blocked mirrors', () => {
    const cluster = [
      idms('other').mirror('quay.io/x', ['src.io/copies/x']),
      idms('third').mirror('quay.io/x', ['m.io/x']),
    ];
    expect(check(rule, never('a', 'src.io', ['m.io/s']), { cluster })).toReport({
      message:
        '"src.io/copies/x" of ImageDigestMirrorSet other is in the blocked "src.io"; nodes skip this mirror ' +
        'of "quay.io/x". Move the mirror out of the blocked registry',
    });
  });

  it('reports nothing about mirrors that were blocked before', () => {
    const stored = never('a', 'src.io', ['src.io/mirror', 'm.io/s']);
    const subject = never('a', 'src.io', ['src.io/mirror', 'm.io/s', 'n.io/s']);
    expect(check(rule, { subject, before: stored })).toReportNothing();
  });

  it('reads the drop-ins of MachineConfigs', () => {
    const path = '/etc/containers/registries.conf.d/50-edge.conf';
    const files = (text: string, ...roles: string[]) =>
      poolFiles({ [path]: text }, roles.length === 0 ? undefined : roles);
    const unblocked = '[[registry]]\nlocation = "src.io/mirror"\n';
    const subject = never('a', 'src.io', ['src.io/mirror']);
    expect(check(rule, subject, { facts: files(unblocked) })).toReportNothing();
    expect(check(rule, subject, { facts: files(unblocked, 'worker') })).toHaveLength(1);
    const overriding = '[[registry]]\nlocation = "src.io"\n';
    expect(check(rule, subject, { facts: files(overriding) })).toReportNothing();
    const blocking = '[[registry]]\nlocation = "m.io"\nblocked = true\n';
    expect(
      check(rule, idms('a').mirror('src.io', ['m.io/x']), { facts: files(blocking, 'worker') }),
    ).toReport({
      severity: 'warn',
      message:
        '"m.io/x" is in the blocked "m.io" (MachineConfig 99-worker-zz); nodes in pool worker skip this ' +
        'mirror and pull "src.io" from the source by digest. Move the mirror out of the blocked registry',
    });
  });

  it('reports a blocked mirror of a drop-in once', () => {
    const facts = dropIn(registryTable('quay.io/x', ['m.io/x', 'n.io/x']));
    expect(checkState(rule, { imageConfig: { blockedRegistries: ['m.io'] }, facts })).toReport({
      path: 'spec.registrySources.blockedRegistries[0]',
      message:
        '"m.io/x" of MachineConfig 99-worker-zz is in the blocked "m.io"; nodes in pool worker skip this ' +
        'mirror of "quay.io/x". Move the mirror out of the blocked registry',
    });
  });

  it('reports nothing if an object adds a mirror to a source whose mirrors are all blocked', () => {
    const cluster = [idms('a').mirror('quay.io/x', ['m.io/x']), idms('b').mirror('quay.io/x', ['m.io/x'])];
    const world = { imageConfig: { blockedRegistries: ['m.io'] }, cluster };
    expect(check(rule, idms('c').mirror('quay.io/x', ['n.io/x']), world)).toReportNothing();
    expect(check(rule, idms('c').mirror('quay.io/x', ['m.io/y']), world)).toReport({
      message: /^"m\.io\/x" and "m\.io\/y" are in the blocked "m\.io"/,
    });
  });

  it('reports the removal of the last mirror that is not blocked', () => {
    const good = idms('good').mirror('quay.io/x', ['n.io/x']);
    const cluster = [idms('a').mirror('quay.io/x', ['m.io/x'])];
    const removal = { cluster, before: good, operation: 'DELETE' as const };
    expect(check(rule, good, { ...removal, imageConfig: { blockedRegistries: ['m.io'] } })).toReport({
      severity: 'warn',
      message:
        /^"m\.io\/x" of ImageDigestMirrorSet a is in the blocked "m\.io"; nodes skip this mirror and pull "quay\.io\/x" from/,
    });
  });
});
