import type { ReadResult } from '../worker/protocol.ts';
import { Code, countOf } from './parts.tsx';
import { Problems, type Reader, ReadForm } from './read-form.tsx';
import type { ViewContext } from './view-context.ts';

/** The input of the page, and a form to replace it. */
export function Input({
  context,
  reader,
  dropped,
}: {
  readonly context: ViewContext;
  readonly reader: Reader;
  /** The result of reading dropped files. */
  readonly dropped: ReadResult | undefined;
}) {
  const { cluster } = context;
  const { files, assumed, notes, objects, entries, version } = cluster;
  return (
    <section aria-labelledby="input-title">
      <h2 id="input-title">Input</h2>
      {dropped === undefined ? null : <Problems result={dropped} />}
      {files.length === 0 ? (
        <p>This page has no objects yet. Everything that you paste or drop stays in this browser tab.</p>
      ) : (
        <p>
          {`${countOf(objects, 'mirror set')} with ${countOf(entries, 'entry', 'entries')}, `}
          evaluated as OpenShift {version}
        </p>
      )}
      <ReadForm
        id="input-text"
        label="Manifests (YAML or JSON), such as the output of oc get idms,itms,image.config -o yaml"
        action="Read"
        onRead={(texts) => reader.read(texts, 'state')}
      />
      {notes.length === 0 ? null : (
        <>
          <h3>Notes</h3>
          <ul class="notes">
            {notes.map(({ file, line, path, message }) => (
              <li key={`${file} ${line} ${message}`}>
                {file === undefined ? null : <span class="field-file">{`${file}:${line} `}</span>}
                {path === '' ? null : <Code>{path}</Code>} {message}
              </li>
            ))}
          </ul>
        </>
      )}
      {assumed.length === 0 ? null : (
        <>
          <h3>Assumptions</h3>
          <ul class="notes">
            {assumed.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {files.length === 0 ? null : (
        <>
          <h3>Files</h3>
          <ul class="notes">
            {files.map(({ file, objects: count }) => (
              <li key={file}>
                <Code>{file}</Code>, {countOf(count, 'object')}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
