import { changedText } from 'platform/config/changed-text';
import { StartupError } from 'platform/local-stack/startup-error';
import { request } from 'undici';

/** Where supergraphs come from. */
export interface SupergraphSource {
  /** The SDL, or undefined when it has not changed since the last call. Rejects when it cannot be had. */
  read(): Promise<string | undefined>;
  /** How often to look; undefined: it never changes. */
  readonly intervalMs: number | undefined;
}

export type SupergraphLocation =
  | { readonly sdl: string }
  | { readonly file: string }
  | { readonly url: string };

const FILE_INTERVAL_MS = 500;
const HTTP_TIMEOUT_MS = 10_000;

/** A supergraph that is 64 MB long is a mistake. */
const MAX_SDL_BYTES = 64 * 1024 * 1024;

/** Opens a source. Files are looked at every half second: that holds on any file system, and when a file is replaced. */
export function openSource(location: SupergraphLocation, pollIntervalMs: number): SupergraphSource {
  if ('sdl' in location) return { read: async () => location.sdl, intervalMs: undefined };
  if ('file' in location) return fileSource(location.file);
  return urlSource(location.url, pollIntervalMs);
}

function fileSource(file: string): SupergraphSource {
  const changed = changedText(file);
  return {
    intervalMs: FILE_INTERVAL_MS,
    async read() {
      try {
        return await changed();
      } catch (error) {
        throw new StartupError(
          `The supergraph ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
        );
      }
    },
  };
}

function urlSource(url: string, intervalMs: number): SupergraphSource {
  let etag: string | undefined;
  return {
    intervalMs,
    async read() {
      const { statusCode, headers, body } = await request(url, {
        headers: {
          accept: 'text/plain, application/graphql, */*;q=0.1',
          ...(etag && { 'if-none-match': etag }),
        },
        signal: AbortSignal.timeout(HTTP_TIMEOUT_MS),
      }).catch((error: Error) => {
        throw new StartupError(`The supergraph ${url} cannot be had (${error.message}).`);
      });
      if (statusCode === 304) return void (await body.dump());
      if (statusCode !== 200) {
        await body.dump();
        throw new StartupError(`The supergraph ${url} cannot be had (status ${statusCode}).`);
      }
      const sdl = await textOf(body);
      etag = typeof headers.etag === 'string' ? headers.etag : undefined;
      return sdl;
    },
  };
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_SDL_BYTES)
      throw new StartupError(`The supergraph is longer than ${MAX_SDL_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
