import { z } from 'zod';
import { InputError } from '../findings.ts';

const FETCH_TIMEOUT_MS = 10_000;
const MAX_SDL_BYTES = 8 * 1024 * 1024;

const answer = z.object({ data: z.object({ _service: z.object({ sdl: z.string() }) }) });

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_SDL_BYTES) throw new Error(`more than ${MAX_SDL_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Asks a running subgraph for its SDL, as the federation specification has it (`_service`). Throws an InputError. */
export async function fetchSubgraphSdl(url: string): Promise<string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    return answer.parse(JSON.parse(await readBounded(response))).data._service.sdl;
  } catch (cause) {
    throw new InputError(`${url}: no SDL from it`, { cause });
  }
}
