import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { createClient as createSocketClient } from 'graphql-ws';
import { type CallOptions, execute } from './http.ts';
import { type Live, type LiveOptions, subscribeLive } from './live.ts';
import { requestOf } from './operation.ts';
import { operationId } from './ping-cursors.ts';

export interface ClientOptions {
  /** The gateway's GraphQL endpoint, `http:` or `https:`; subscriptions use `ws:` or `wss:` on the same path. */
  readonly url: string;
  /** The user's token, or how to get one: asked for each request and each connection. None: anonymous. */
  readonly token?: string | (() => string | Promise<string>);
}

/** A client of the API. Variables and data are typed by the documents of `documents.ts`. */
export interface Client {
  /** Answers the data. Rejects with a ClientError when the request failed, wholly or in part. */
  query<Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    options?: CallOptions,
  ): Promise<Data>;
  /** The same for a mutation; refusals are data (`__typename`), not errors. Repeat it with the same `idempotencyKey`. */
  mutate<Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    options?: CallOptions,
  ): Promise<Data>;
  /** Live events over one shared WebSocket; a lost connection is resumed from the last cursor. */
  subscribe<Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    options?: LiveOptions,
  ): Live<Data>;
  /** Closes the WebSocket. */
  close(): Promise<void>;
}

/**
 * @example
 * const client = createClient({ url: 'http://127.0.0.1:4000/graphql', token });
 * const { account } = await client.query(AccountBalanceDocument, { id });
 * for await (const { data } of client.subscribe(TransactionPostedDocument, { ledgerId })) console.log(data);
 */
export function createClient({ url, token }: ClientOptions): Client {
  const tokenNow = async () => (typeof token === 'function' ? token() : token);
  const socket = createSocketClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: async () => {
      const value = await tokenNow();
      return value ? { authorization: `Bearer ${value}` } : {};
    },
    generateID: operationId,
    // Resuming is ours: graphql-ws would subscribe again from where the first subscription began.
    retryAttempts: 0,
  });

  const call = async <Data, Variables extends object>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    options: CallOptions = {},
  ): Promise<Data> => (await execute(url, requestOf(document, variables), await tokenNow(), options)) as Data;

  return {
    query: call,
    mutate: call,
    subscribe: (document, variables, options) => subscribeLive(socket, document, variables, options),
    close: async () => socket.dispose(),
  };
}
