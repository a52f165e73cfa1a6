import { useEffect, useRef, useState } from 'preact/hooks';
import type { InputText, Operation, Operations } from '../worker/protocol.ts';
import type { EngineClient } from './client.ts';
import { parseRoute, type Route } from './route.ts';

export interface Result<Value> {
  /** The last result; retained while the next one is computed. */
  readonly value: Value | undefined;
  readonly error: string | undefined;
  readonly isPending: boolean;
}

/**
 * The result of an operation of the worker, computed again when its input changes.
 * @param takes the input; undefined computes nothing
 * @param revision the revision of the page input
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
      // The user typed a newer input in the meantime.
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

/** The route in the fragment of the address. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const read = () => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return route;
}

/** Whether the page is being printed, so lists must render all rows. */
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

/** Calls back with the texts of files that the user drops anywhere on the page. */
export function useDroppedFiles(onTexts: (texts: readonly InputText[]) => void): void {
  const latest = useRef(onTexts);
  latest.current = onTexts;
  useEffect(() => {
    // Otherwise the browser would replace the page with the file.
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
