import { connect, type Socket } from 'node:net';

export interface Request {
  /** As it goes on the wire. */
  readonly text: string;
  /** The answer's body is wanted. */
  readonly keepBody: boolean;
}

export interface Answer {
  readonly status: number;
  /** Bytes of the body. */
  readonly length: number;
  /** When it was wanted. */
  readonly body: string | undefined;
}

export interface Connection {
  /** Sends the next request when the one before is answered. An undefined answer: the connection broke. */
  send(request: Request, done: (answer: Answer | undefined) => void): void;
  close(): void;
}

const HEAD_END = '\r\n\r\n';
const READ_BYTES = 256 * 1024;

/** All connections read into it, one after the other: nothing is allocated for what is only counted. */
const buffer = Buffer.allocUnsafe(READ_BYTES);

/** A keep-alive HTTP/1.1 connection for one request at a time; about a tenth of the work of a client that is complete. */
export function openConnection(port: number): Connection {
  let waiting: ((answer: Answer | undefined) => void) | undefined;
  let keep = false;
  let head = '';
  let status = 0;
  let length = 0;
  let missing = 0;
  let kept: Buffer[] = [];

  const socket: Socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer,
      callback: (bytes) => {
        read(buffer.subarray(0, bytes));
        return true;
      },
    },
  });
  socket.on('error', () => socket.destroy()).on('close', () => finish(undefined));

  function read(chunk: Buffer): void {
    const body = status === 0 ? readHead(chunk) : chunk;
    if (status === 0) return;
    missing -= body.length;
    if (keep) kept.push(Buffer.from(body));
    if (missing <= 0) finish({ status, length, body: keep ? Buffer.concat(kept).toString() : undefined });
  }

  /** Returns what of the chunk belongs to the body. */
  function readHead(chunk: Buffer): Buffer {
    const before = head.length;
    head += chunk.toString('latin1', 0, Math.min(chunk.length, 4096));
    const end = head.indexOf(HEAD_END);
    if (end < 0) return chunk;
    status = Number(head.slice(9, 12));
    length = Number(/\r\ncontent-length: *(\d+)/i.exec(head.slice(0, end + 2))?.[1]);
    missing = length;
    return chunk.subarray(end + HEAD_END.length - before);
  }

  function finish(answer: Answer | undefined): void {
    const done = waiting;
    waiting = undefined;
    head = '';
    status = 0;
    kept = [];
    done?.(answer);
  }

  return {
    send({ text, keepBody }, done) {
      keep = keepBody;
      waiting = done;
      if (socket.destroyed) finish(undefined);
      else socket.write(text, 'latin1');
    },
    close: () => socket.destroy(),
  };
}
