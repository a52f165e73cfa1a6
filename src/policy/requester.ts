import { matchesGlob } from './glob.ts';

/** Who writes, as the API server has authenticated them, or as given at the command line. */
export interface Requester {
  readonly name: string;
  readonly groups: readonly string[];
}

/** Some people and programs: each user in one of the lists. */
export interface Who {
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** `namespace/name`; `*` stands for any text in either. */
  readonly serviceAccounts: readonly string[];
}

const serviceAccountPrefix = 'system:serviceaccount:';

export function isAmong(
  { name, groups }: Requester,
  { users, groups: named, serviceAccounts }: Who,
): boolean {
  if (users.has(name) || groups.some((group) => named.has(group))) return true;
  if (serviceAccounts.length === 0 || !name.startsWith(serviceAccountPrefix)) return false;
  const [namespace = '', account = '', ...more] = name.slice(serviceAccountPrefix.length).split(':');
  // A user who may impersonate others can use such a name without being a ServiceAccount.
  if (more.length > 0) return false;
  return serviceAccounts.some((pattern) => {
    const slash = pattern.indexOf('/');
    return matchesGlob(namespace, pattern.slice(0, slash)) && matchesGlob(account, pattern.slice(slash + 1));
  });
}
