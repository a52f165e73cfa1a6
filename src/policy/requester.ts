import { matchesGlob } from './glob.ts';

/** The requester as the API server authenticated it, or as given on the command line. */
export interface Requester {
  readonly name: string;
  readonly groups: readonly string[];
}

/** Users and ServiceAccounts. A requester matches if either list contains it. */
export interface RequesterSet {
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** `namespace/name`; `*` matches any text in either part. */
  readonly serviceAccounts: readonly string[];
}

const serviceAccountPrefix = 'system:serviceaccount:';

export function isAmong(
  { name, groups }: Requester,
  { users, groups: named, serviceAccounts }: RequesterSet,
): boolean {
  if (users.has(name) || groups.some((group) => named.has(group))) return true;
  if (serviceAccounts.length === 0 || !name.startsWith(serviceAccountPrefix)) return false;
  const [namespace = '', account = '', ...more] = name.slice(serviceAccountPrefix.length).split(':');
  // A user with impersonation rights can use such a name without being a ServiceAccount.
  if (more.length > 0) return false;
  return serviceAccounts.some((pattern) => {
    const slash = pattern.indexOf('/');
    return matchesGlob(namespace, pattern.slice(0, slash)) && matchesGlob(account, pattern.slice(slash + 1));
  });
}
