import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Severity } from '../../rules/finding.ts';
import type { StopView } from '../worker/pull-view.ts';
import type { ObjectField } from '../worker/state-model.ts';

/** A name from the input in a fixed-width font. It can break at any character. */
export function Code({ children }: { readonly children: ComponentChildren }) {
  return <code>{children}</code>;
}

export function Badge({
  tone,
  children,
}: {
  readonly tone: 'good' | 'bad' | 'warn' | 'plain';
  readonly children: ComponentChildren;
}) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

const tones = { deny: 'bad', warn: 'warn', audit: 'plain' } as const;

export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return <Badge tone={tones[severity]}>{severity}</Badge>;
}

/** `ImageDigestMirrorSet team`, its field, and the file with the line. */
export function FieldLine({ field }: { readonly field: ObjectField }) {
  const { kind, name, path, file, line } = field;
  return (
    <span class="object-field">
      <span class="field-object">
        {kind} <strong>{name}</strong>
      </span>
      {path === '' ? null : <Code>{path}</Code>}
      {file === undefined ? null : (
        <span class="field-file">
          {file}:{line}
        </span>
      )}
    </span>
  );
}

export function ObjectFields({ fields }: { readonly fields: readonly ObjectField[] }) {
  return (
    <ul class="object-fields">
      {fields.map((field) => (
        <li key={`${field.kind} ${field.name} ${field.path}`}>
          <FieldLine field={field} />
        </li>
      ))}
    </ul>
  );
}

/** Text with a button that copies it. */
function Copyable({
  label,
  text,
  children,
}: {
  readonly label: string;
  readonly text: string;
  readonly children: ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      // The browser denied access to the clipboard, so select the text for manual copying.
      if (box.current !== null) getSelection()?.selectAllChildren(box.current);
    }
  };
  return (
    <div class="copyable">
      <div class="copyable-head">
        <span>{label}</span>
        <button type="button" onClick={copy}>
          {isCopied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <div ref={box}>{children}</div>
    </div>
  );
}

/** Lines of a unified diff that are shown without "Show all". */
const maxLines = 400;

export function Diff({ label, text }: { readonly label: string; readonly text: string }) {
  const [isWhole, setWhole] = useState(false);
  const lines = text.replace(/\n$/, '').split('\n');
  const shown = isWhole ? lines : lines.slice(0, maxLines);
  return (
    <Copyable label={label} text={text}>
      <pre class="diff" tabIndex={0} aria-label={label} role="region">
        {shown.map((line, index) => (
          <span key={index} class={classOf(line)}>
            {line}
          </span>
        ))}
      </pre>
      {shown.length === lines.length ? null : (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {lines.length.toLocaleString('en')} lines
        </button>
      )}
    </Copyable>
  );
}

function classOf(line: string): string {
  if (line.startsWith('+++') || line.startsWith('---')) return 'diff-file';
  if (line.startsWith('@@')) return 'diff-hunk';
  if (line.startsWith('+')) return 'diff-added';
  return line.startsWith('-') ? 'diff-removed' : '';
}

/** Why nodes do not receive or cannot load the configuration of the input. */
export function Stops({
  stops,
  loadError,
}: {
  readonly stops: readonly StopView[];
  readonly loadError: string | null;
}) {
  return (
    <>
      {stops.map(({ message, explanation, fields }) => (
        <div key={message} class="failure">
          <p>The Machine Config Operator applies nothing, because of an error that only its log shows:</p>
          <p>
            <Code>{message}</Code>
          </p>
          <p>{explanation}</p>
          <ObjectFields fields={fields} />
        </div>
      ))}
      {loadError === null ? null : <p class="failure">CRI-O cannot load this registries.conf: {loadError}</p>}
    </>
  );
}

export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

export function countOf(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
