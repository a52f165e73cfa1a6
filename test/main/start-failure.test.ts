import { describe, expect, it } from '@jest/globals';
import { InvalidClientCa } from '../../src/certificates/live-certificates.ts';
import { explainStartFailure } from '../../src/main/start-failure.ts';

const systemError = (fields: object) => Object.assign(new Error('system'), fields);

describe('describeStartFailure', () => {
  it.each([
    [
      { code: 'EADDRINUSE', syscall: 'listen', address: '127.0.0.1', port: 8443 },
      'port 8443 of 127.0.0.1 is in use',
    ],
    [
      { code: 'EACCES', syscall: 'listen', address: '::', port: 443 },
      'this user is not allowed to use port 443 of ::',
    ],
    [
      { code: 'EADDRNOTAVAIL', syscall: 'listen', address: '10.9.9.9', port: 1 },
      '10.9.9.9 is not an address of this machine',
    ],
    [{ code: 'ENOENT', syscall: 'scandir', path: '/x' }, '/x does not exist'],
    [{ code: 'ENOENT', syscall: 'open', path: '/nowhere/audit.log' }, '/nowhere does not exist'],
    [{ code: 'EISDIR', syscall: 'open', path: '/tmp' }, '/tmp is a folder, but must be a file'],
    [
      { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'nonsense' },
      '"nonsense" does not resolve to an address of this machine',
    ],
    [{ code: 'ENOTDIR', syscall: 'scandir', path: '/x' }, '/x is not a folder'],
    [{ code: 'EACCES', syscall: 'open', path: '/x' }, '/x is not accessible: EACCES in open'],
    [{ code: 'EROFS', syscall: 'open', path: '/x' }, '/x is not accessible: EROFS in open'],
  ])('explains %j', (fields, text) => {
    expect(explainStartFailure(systemError(fields))).toContain(text);
  });

  it('explains an invalid client CA', () => {
    expect(explainStartFailure(new InvalidClientCa('ca.crt contains no certificate'))).toBe(
      '--client-ca-file: ca.crt contains no certificate',
    );
  });

  it('does not explain an internal error', () => {
    expect(explainStartFailure(new TypeError('x is undefined'))).toBeUndefined();
  });
});
