import { describe, expect, it } from '@jest/globals';
import { shortNameAliasError } from '../../../src/model/files/short-name-aliases.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('shortNameAliasError', () => {
  it.each([
    ['ubi9', 'registry.access.redhat.com/ubi9'],
    ['team/app', 'localhost/team/app'],
    ['app', 'lab:5000/app'],
    ['quay.io', 'docker.io/app'],
    ['app', ''],
  ])('accepts "%s" for "%s"', (name, value) => {
    expect(shortNameAliasError(name, value)).toBeUndefined();
  });

  it.each([
    ['app', 'app', 'invalid alias "app": must contain registry and repository'],
    ['app', 'team/app', 'invalid alias "team/app": must contain registry and repository'],
    ['app', 'quay.io', 'invalid alias "quay.io": must contain registry and repository'],
    ['app', 'quay.io/app:v1', 'invalid alias "quay.io/app:v1": must not contain tag'],
    ['app', 'localhost:5000', 'invalid alias "localhost:5000": must not contain tag'],
    ['app', `quay.io/app:v1@${digest}`, `invalid alias "quay.io/app:v1@${digest}": must not contain digest`],
    ['app', 'https://quay.io/app', 'parsing alias "https://quay.io/app": invalid reference format'],
    ['app', 'quay.io/App', 'parsing alias "quay.io/App": repository name must be lowercase'],
    ['app:v1', 'quay.io/app', 'invalid short name "app:v1": must not contain tag'],
    [`app@${digest}`, 'quay.io/app', `invalid short name "app@${digest}": must not contain digest`],
    ['quay.io/app', 'quay.io/app', 'invalid short name "quay.io/app": must not contain registry'],
    ['localhost/app', '', 'invalid short name "localhost/app": must not contain registry'],
    ['a//b', 'quay.io/app', 'cannot parse short name: "a//b": invalid reference format'],
  ])('reports "%s" for "%s"', (name, value, message) => {
    expect(shortNameAliasError(name, value)).toBe(message);
  });
});
