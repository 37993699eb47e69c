import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ALWAYS, atOnce, type OpenReader, QUERY, type Request, takeInto } from '../reader.ts';

/** graphql-ws's own client: its retry subscribes again. */
export const graphqlWs: OpenReader = ({ url, token }) => {
  const seen: string[] = [];
  const request: Request = { query: QUERY, variables: {} };
  const client = createClient({
    url: url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: ALWAYS,
    retryWait: atOnce,
  });
  const next = takeInto(seen, request);
  client.subscribe(request, { next, error: () => {}, complete: () => {} });
  return { seen, stop: () => void client.dispose() };
};
