import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageData } from '../data/page-data.ts';
import type { InputSummary, ReadResult } from '../worker/protocol.ts';
import { Change } from './change.tsx';
import type { EngineClient } from './client.ts';
import { Findings } from './findings.tsx';
import { useDroppedFiles, useRoute } from './hooks.ts';
import { Input } from './input.tsx';
import { Merge } from './merge.tsx';
import { countOf } from './parts.tsx';
import { Pulls } from './pulls.tsx';
import type { Reader } from './read-form.tsx';
import { formatRoute, type Route, type View, views } from './route.ts';
import { Scopes } from './scopes.tsx';
import type { ViewContext } from './view-context.ts';

const titles: Readonly<Record<View, string>> = {
  pulls: 'Pull explorer',
  findings: 'Findings',
  change: 'Before and after',
  scopes: 'Scopes',
  merge: 'Merge graph',
  input: 'Input',
};

interface Opened {
  readonly summary: InputSummary;
  readonly revision: number;
}

export function App({ client, data }: { readonly client: EngineClient; readonly data: PageData }) {
  const route = useRoute();
  const [opened, setOpened] = useState<Opened | undefined>(undefined);
  const [failure, setFailure] = useState('');
  const [dropped, setDropped] = useState<ReadResult | undefined>(undefined);
  const update = (summary: InputSummary) =>
    setOpened((previous) => ({ summary, revision: (previous?.revision ?? 0) + 1 }));

  useEffect(() => {
    client.call('open', data).then(update, (error: Error) => setFailure(error.message));
  }, [client, data]);
  useDroppedFiles(async (texts) => {
    setDropped(await reader.read(texts, 'state'));
    location.hash = formatRoute({ ...route, view: 'input', subject: '', cluster: '' });
  });

  const reader: Reader = {
    read: async (texts, into) => {
      const result = await client.call('read', { texts, into });
      if (result.summary !== undefined) update(result.summary);
      return result;
    },
    removeChange: (cluster) => void client.call('removeChange', { cluster }).then(update),
  };
  return (
    <div class="page">
      {failure === '' ? null : <p class="failure">{failure}</p>}
      {opened === undefined ? (
        <Head data={data} />
      ) : (
        <Opened opened={opened} data={data} client={client} route={route} reader={reader} dropped={dropped} />
      )}
    </div>
  );
}

function Head({ data, children }: { readonly data: PageData; readonly children?: ComponentChildren }) {
  const { createdAt, toolVersion } = data;
  return (
    <header class="head">
      <h1>mirrorguard report</h1>
      {children}
      <p class="head-facts">
        {createdAt === '' ? '' : `${createdAt.slice(0, 16).replace('T', ' ')} UTC · `}mirrorguard{' '}
        {toolVersion}
      </p>
    </header>
  );
}

function Opened({
  opened: { summary, revision },
  data,
  client,
  route,
  reader,
  dropped,
}: {
  readonly opened: Opened;
  readonly data: PageData;
  readonly client: EngineClient;
  readonly route: Route;
  readonly reader: Reader;
  readonly dropped: ReadResult | undefined;
}) {
  const index = Math.max(
    0,
    summary.clusters.findIndex(({ name }) => name === route.cluster),
  );
  const cluster = summary.clusters[index];
  if (cluster === undefined) return null;
  const side = cluster.hasChange && !route.isBefore ? 'after' : 'before';
  const context: ViewContext = {
    client,
    revision,
    state: { cluster: index, side },
    cluster,
    route,
    link: (view, subject = '') => formatRoute({ ...route, view, subject }),
    show: (subject) => {
      history.replaceState(null, '', formatRoute({ ...route, subject }));
      dispatchEvent(new HashChangeEvent('hashchange'));
    },
  };
  const go = (next: Partial<Route>) => {
    location.hash = formatRoute({ ...route, ...next });
  };
  return (
    <>
      <Head data={data}>
        <div class="head-state">
          {summary.clusters.length === 1 ? null : (
            <label class="inline-field">
              Cluster{' '}
              <select
                value={cluster.name}
                onChange={({ currentTarget }) => go({ cluster: currentTarget.value })}
              >
                {summary.clusters.map(({ name }) => (
                  <option key={name} value={name}>
                    {name === '' ? 'other files' : name}
                  </option>
                ))}
              </select>
            </label>
          )}
          {cluster.hasChange ? (
            <label class="inline-field">
              State{' '}
              <select
                value={side}
                onChange={({ currentTarget }) => go({ isBefore: currentTarget.value === 'before' })}
              >
                <option value="after">after the change</option>
                <option value="before">before the change</option>
              </select>
            </label>
          ) : null}
          <span class="head-facts">
            {summary.clusters.length === 1 && cluster.name !== '' ? `${cluster.name} · ` : ''}
            {countOf(cluster.objects, 'mirror set')}, {countOf(cluster.entries, 'entry', 'entries')} ·
            OpenShift {cluster.version}
          </span>
        </div>
      </Head>
      <nav aria-label="Views">
        <ul>
          {views.map((view) => (
            <li key={view}>
              <a href={context.link(view)} aria-current={view === route.view ? 'page' : undefined}>
                {titles[view]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        <CurrentView context={context} reader={reader} dropped={dropped} />
      </main>
    </>
  );
}

function CurrentView({
  context,
  reader,
  dropped,
}: {
  readonly context: ViewContext;
  readonly reader: Reader;
  readonly dropped: ReadResult | undefined;
}) {
  switch (context.route.view) {
    case 'pulls':
      return <Pulls context={context} />;
    case 'findings':
      return <Findings context={context} />;
    case 'change':
      return <Change context={context} reader={reader} />;
    case 'scopes':
      return <Scopes context={context} />;
    case 'merge':
      return <Merge context={context} />;
    case 'input':
      return <Input context={context} reader={reader} dropped={dropped} />;
  }
}
