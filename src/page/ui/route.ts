/** The views, in the order of the navigation. */
export const views = ['pulls', 'findings', 'change', 'scopes', 'merge', 'input'] as const;

export type View = (typeof views)[number];

/** The content of the address fragment. Users share fragments in tickets, so their names must not change. */
export interface Route {
  readonly view: View;
  /** The image, rule, scope or source that the view shows. */
  readonly subject: string;
  /** The name of a cluster; empty for the first. */
  readonly cluster: string;
  /** Whether the state without the change is shown. */
  readonly isBefore: boolean;
}

const subjectKeys = { pulls: 'image', findings: 'finding', scopes: 'scope', merge: 'source' } as const;

/** `#image=quay.io/team/app:v1`, `#finding=no-scheme`, `#change`, `#scope=quay.io`, `#source=quay.io/a`. */
export function parseRoute(fragment: string): Route {
  const parameters = new URLSearchParams(fragment.replace(/^#/, '').replaceAll('+', '%2B'));
  const view = views.find((each) => parameters.has(keyOf(each)) || parameters.has(each)) ?? 'pulls';
  return {
    view,
    subject: parameters.get(keyOf(view)) ?? '',
    cluster: parameters.get('cluster') ?? '',
    isBefore: parameters.has('before'),
  };
}

export function formatRoute({ view, subject, cluster, isBefore }: Route): string {
  const parts = [
    subject === '' ? view : `${keyOf(view)}=${encode(subject)}`,
    ...(cluster === '' ? [] : [`cluster=${encode(cluster)}`]),
    ...(isBefore ? ['before'] : []),
  ];
  return `#${parts.join('&')}`;
}

function keyOf(view: View): string {
  return view in subjectKeys ? subjectKeys[view as keyof typeof subjectKeys] : view;
}

/** Keeps slashes and colons readable. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@');
}
