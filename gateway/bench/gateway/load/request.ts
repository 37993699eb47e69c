/** A header that every gateway here sends on to the subgraphs: a new value makes all fetches of a request new ones. */
export const VISITOR = 'x-visitor';

export interface Target {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  readonly query: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes HTTP requests for a query: each by another visitor, or all by the same. */
export function requestWriter({ url, query, headers = {} }: Target, varied: boolean): () => string {
  const { host, pathname } = new URL(url);
  const body = JSON.stringify({ query });
  const lines = Object.entries({
    host,
    'content-type': 'application/json',
    'content-length': `${Buffer.byteLength(body)}`,
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `POST ${pathname} HTTP/1.1\r\n${lines.join('')}${VISITOR}: `;
  let visitor = 0;
  return () => {
    if (varied) visitor += 1;
    return `${head}${visitor}\r\n\r\n${body}`;
  };
}
