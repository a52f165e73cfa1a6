import { render } from 'preact';
import type { PageData } from '../data/page-data.ts';
import { App } from './app.tsx';
import { EngineClient } from './client.ts';

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

const root = document.getElementById('root');
if (root !== null) {
  const data = JSON.parse(textOf('data')) as PageData;
  render(<App client={new EngineClient(textOf('worker'))} data={data} />, root);
}
