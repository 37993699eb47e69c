import { Client, type ExecutionResult, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Access, ALWAYS, atOnce, type OpenReader, QUERY, type Request, takeInto } from '../reader.ts';

interface Sink {
  next(result: ExecutionResult): void;
  error(error: unknown): void;
  complete(): void;
}

/** What urql forwards subscriptions to: graphql-ws's or graphql-sse's client, as urql's manual has it. */
interface Transport {
  subscribe(request: Request, sink: Sink): () => void;
  dispose(): unknown;
}

const overSocket = ({ url, token }: Access): Transport =>
  createSocketClient({
    url: url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: ALWAYS,
    retryWait: atOnce,
  });

const overEvents = ({ url, token }: Access): Transport =>
  createSseClient({
    url,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: ALWAYS,
    retry: atOnce,
  });

const urqlOver =
  (open: (access: Access) => Transport): OpenReader =>
  (access) => {
    const transport = open(access);
    const seen: string[] = [];
    const forwardSubscription = ({ query = '', variables }: { query?: string; variables?: object }) => {
      const request: Request = { query, variables: { ...variables } };
      const take = takeInto(seen, request);
      return {
        subscribe(sink: Sink) {
          const next = (result: ExecutionResult) => {
            take(result);
            sink.next(result);
          };
          return { unsubscribe: transport.subscribe(request, { ...sink, next }) };
        },
      };
    };
    const client = new Client({
      url: access.url,
      preferGetMethod: false,
      exchanges: [subscriptionExchange({ forwardSubscription })],
    });
    const { unsubscribe } = client.subscription(QUERY, {}).subscribe(() => {});
    return {
      seen,
      stop() {
        unsubscribe();
        void transport.dispose();
      },
    };
  };

export const urqlOverSocket: OpenReader = urqlOver(overSocket);
export const urqlOverEvents: OpenReader = urqlOver(overEvents);
