import type { RunningGateway } from '../gateway.ts';
import type { Answer } from './start.ts';

export type Sent = Pick<Answer, 'status' | 'body'>;

/** POSTs a body as it is. */
export const sender =
  ({ url }: Pick<RunningGateway, 'url'>, headers: Readonly<Record<string, string>> = {}) =>
  async (body: unknown): Promise<Sent> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
