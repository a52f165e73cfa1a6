import { printable } from '../reporting/printable.ts';
import type { CliIo } from './cli-io.ts';

/** A command shows progress after this time, in milliseconds. */
const quietMs = 2000;
const refreshMs = 200;
const eraseLine = '\r\x1b[2K';

export interface ProgressIo {
  /** An output that erases the progress line before it writes. */
  readonly io: CliIo;
  /** Erases the line and stops. */
  readonly end: () => void;
}

/** Shows progress on standard error if that is a terminal. */
export function withProgress(io: CliIo): ProgressIo {
  if (io.isErrTerminal !== true || io.env.TERM === 'dumb') return { io, end: () => undefined };
  const line = new ProgressLine(io);
  const erasingFirst = (write: CliIo['writeOut']) => (text: string) => {
    line.erase();
    write(text);
  };
  return {
    io: {
      ...io,
      writeOut: erasingFirst(io.writeOut),
      writeErr: erasingFirst(io.writeErr),
      progress: (text) => line.show(text),
    },
    end: () => line.end(),
  };
}

class ProgressLine {
  readonly #io: Pick<CliIo, 'writeErr' | 'nowMs'>;
  readonly #startedMs: number;
  #refreshedMs = 0;
  #text = '';
  #isShown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(io: Pick<CliIo, 'writeErr' | 'nowMs'>) {
    this.#io = io;
    this.#startedMs = io.nowMs();
  }

  show(text: string): void {
    this.#text = text;
    this.#refresh();
    // A timer, because nothing reports progress during requests to a cluster.
    this.#timer ??= setInterval(() => this.#refresh(), refreshMs).unref();
  }

  erase(): void {
    if (this.#isShown) this.#io.writeErr(eraseLine);
    this.#isShown = false;
  }

  end(): void {
    this.erase();
    clearInterval(this.#timer);
  }

  #refresh(): void {
    const nowMs = this.#io.nowMs();
    if (nowMs - this.#startedMs < quietMs || nowMs - this.#refreshedMs < refreshMs) return;
    this.#refreshedMs = nowMs;
    this.#isShown = true;
    this.#io.writeErr(`${eraseLine}${this.#text}`);
  }
}

/** The option of a file reader that reports the progress of each file. */
export function fileProgress({ progress }: Pick<CliIo, 'progress'>): {
  readonly onFile?: (path: string, index: number, count: number) => void;
} {
  if (progress === undefined) return {};
  return {
    onFile: (path, index, total) => progress(`reading ${printable(path)} (${index + 1} of ${total})`),
  };
}
