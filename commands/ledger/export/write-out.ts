import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const STDOUT = '-';

/** Writes as fast as it is taken. A file is there when it is complete; a reader of the pipe may leave. */
export async function writeOut(out: string, text: AsyncIterable<string>): Promise<void> {
  if (out === STDOUT) {
    await pipeline(Readable.from(text), process.stdout, { end: false }).catch(ignoreClosedPipe);
    return;
  }
  const unfinished = `${out}.unfinished`;
  try {
    await pipeline(Readable.from(text), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, out);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
