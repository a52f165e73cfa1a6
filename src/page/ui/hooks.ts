import { useEffect, useRef, useState } from 'preact/hooks';
import type { InputText, Operation, Operations } from '../worker/protocol.ts';
import type { EngineClient } from './client.ts';
import { parseRoute, type Route } from './route.ts';

export interface Result<Value> {
  /** The last result; stays while the next one is evaluated. */
  readonly value: Value | undefined;
  readonly error: string | undefined;
  readonly isPending: boolean;
}

/**
 * The result of an operation of the worker, evaluated again when its input changes.
 *
 * @param takes undefined: nothing is evaluated
 * @param revision of the input of the page
 */
export function useEngine<Name extends Operation>(
  client: EngineClient,
  name: Name,
  takes: Operations[Name]['takes'] | undefined,
  revision: number,
): Result<Operations[Name]['returns']> {
  type Value = Operations[Name]['returns'];
  const [result, setResult] = useState<Result<Value>>({
    value: undefined,
    error: undefined,
    isPending: true,
  });
  const key = takes === undefined ? undefined : JSON.stringify(takes);
  const latest = useRef(0);
  useEffect(() => {
    const call = ++latest.current;
    if (takes === undefined) {
      setResult({ value: undefined, error: undefined, isPending: false });
      return;
    }
    setResult(({ value }) => ({ value, error: undefined, isPending: true }));
    const settle = (next: Partial<Result<Value>>) => {
      // A later input was typed meanwhile.
      if (call !== latest.current) return;
      setResult({ value: undefined, error: undefined, isPending: false, ...next });
    };
    client.call(name, takes).then(
      (value) => settle({ value }),
      (error: Error) => settle({ error: error.message }),
    );
  }, [client, name, key, revision]);
  return result;
}

/** The fragment of the address as a route. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const read = () => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return route;
}

/** Whether the page is being printed, so lists have to show all their rows. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const query = matchMedia('print');
    const read = () => setPrinting(query.matches);
    query.addEventListener('change', read);
    return () => query.removeEventListener('change', read);
  }, []);
  return isPrinting;
}

/** Calls back with the texts of files that are dropped anywhere on the page. */
export function useDroppedFiles(onTexts: (texts: readonly InputText[]) => void): void {
  const latest = useRef(onTexts);
  latest.current = onTexts;
  useEffect(() => {
    // Otherwise the browser would open the file in place of the page.
    const allow = (event: DragEvent) => event.preventDefault();
    const drop = async (event: DragEvent) => {
      event.preventDefault();
      const files = event.dataTransfer?.files ?? [];
      if (files.length > 0) latest.current(await textsOf(files));
    };
    addEventListener('dragover', allow);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', allow);
      removeEventListener('drop', drop);
    };
  }, []);
}

/** The texts of chosen or dropped files. */
export function textsOf(files: Iterable<File>): Promise<readonly InputText[]> {
  return Promise.all([...files].map(async (file) => ({ name: file.name, text: await file.text() })));
}
