import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/prefer-files-for-oc.ts';
import { check } from '../../support/check.ts';

describe('prefer-files-for-oc', () => {
  const team = idms('team').mirror('quay.io/team', ['m.example.com/team']);
  const document = (kind: string, name: string, position: string) => ({
    apiVersion: 'config.openshift.io/v1',
    kind,
    name,
    position,
  });

  it('reports wildcards and several policies for a source', () => {
    const subject = team
      .mirror('*.example.com', ['m.example.com/all'])
      .mirror('quay.io/team', ['n.example.com/team'], 'NeverContactSource');
    expect(check(rule, subject)).toReport(
      { path: 'spec.imageDigestMirrors[1].source', message: /because of the wildcard "\*\.example\.com"$/ },
      { path: 'spec.imageDigestMirrors[2].source', message: /"quay.io\/team" has several policies/ },
    );
  });

  it('treats an unset policy and the default policy as different, as oc does', () => {
    expect(
      check(rule, team.mirror('quay.io/team', ['n.example.com/team'], 'AllowContactingSource')),
    ).toReport({});
    expect(check(rule, team.mirror('quay.io/team', ['n.example.com/team']))).toReportNothing();
  });

  it('reports other kinds in the same file at its first object', () => {
    const documents = [
      document('ImageDigestMirrorSet', 'team', 'a.yaml:1'),
      document('ImageTagMirrorSet', 'team', 'a.yaml:10'),
      document('ImageDigestMirrorSet', 'other', 'a.yaml:20'),
      document('Namespace', 'x', 'b.yaml:1'),
    ];
    expect(check(rule, team, { documents })).toReport({
      path: '',
      message: 'oc cannot read this file as --idms-file because it contains other kinds: "ImageTagMirrorSet"',
    });
    expect(
      check(rule, idms('other').mirror('quay.io/other', ['m.example.com/other']), { documents }),
    ).toReportNothing();
  });

  it('reports nothing about the list of a HostedCluster', () => {
    const subject = team.mirror('*.example.com', ['m.example.com/all']);
    const platform = { isHostedGuest: true, isHostingHub: false, isSingleNode: false, isManaged: false };
    expect(check(rule, subject, { facts: { platform } })).toReportNothing();
    expect(check(rule, subject, { facts: { platform: { ...platform, isHostedGuest: false } } })).toReport({});
  });

  it('allows the entries of an install-config, which has no kind', () => {
    const documents = [document('', '', 'a.yaml:1'), document('ImageDigestMirrorSet', 'team', 'a.yaml:1')];
    expect(check(rule, team, { documents })).toReportNothing();
  });

  it('allows files that contain only ImageDigestMirrorSets', () => {
    expect(
      check(rule, team, {
        documents: [
          document('ImageDigestMirrorSet', 'team', 'a.yaml:1'),
          document('Namespace', 'x', 'b.yaml:1'),
        ],
      }),
    ).toReportNothing();
    expect(check(rule, team, { documents: [] })).toReportNothing();
  });
});
