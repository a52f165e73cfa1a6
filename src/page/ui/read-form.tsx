import { useState } from 'preact/hooks';
import type { InputProblemView, InputText, Operations, ReadResult } from '../worker/protocol.ts';
import { textsOf } from './hooks.ts';

type ReadInto = Operations['read']['takes']['into'];

/** Reads manifests into the page. */
export interface Reader {
  readonly read: (texts: readonly InputText[], into: ReadInto) => Promise<ReadResult>;
  readonly removeChange: (cluster: number) => void;
}

/** A text field and a file field for manifests, with the problems of the read texts. */
export function ReadForm({
  id,
  label,
  action,
  onRead,
}: {
  readonly id: string;
  readonly label: string;
  readonly action: string;
  readonly onRead: (texts: readonly InputText[]) => Promise<ReadResult>;
}) {
  const [text, setText] = useState('');
  const [result, setResult] = useState<ReadResult | undefined>(undefined);
  const read = async (texts: readonly InputText[]) => setResult(await onRead(texts));
  return (
    <form
      class="read-form"
      onSubmit={(event) => {
        event.preventDefault();
        void read([{ name: 'pasted.yaml', text }]);
      }}
    >
      <label class="field" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        rows={8}
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div class="buttons">
        <button type="submit" class="primary" disabled={text.trim() === ''}>
          {action}
        </button>
        <label class="file-field">
          or choose files
          <input
            type="file"
            multiple
            accept=".yaml,.yml,.json"
            onChange={async ({ currentTarget }) => read(await textsOf(currentTarget.files ?? []))}
          />
        </label>
      </div>
      <div aria-live="polite">{result === undefined ? null : <Problems result={result} />}</div>
    </form>
  );
}

export function Problems({ result: { problems, warnings, summary } }: { readonly result: ReadResult }) {
  return (
    <>
      {summary === undefined ? (
        <p class="failure">The input was not read. The page still shows the previous state.</p>
      ) : null}
      <ul class="problems">
        {[...problems, ...warnings].map((problem) => (
          <li key={`${problem.file} ${problem.line} ${problem.message}`}>
            <Problem problem={problem} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Problem({ problem: { file, line, column, message, fix } }: { readonly problem: InputProblemView }) {
  const position = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return (
    <>
      <strong>{position}</strong> {message}. {fix}
    </>
  );
}
