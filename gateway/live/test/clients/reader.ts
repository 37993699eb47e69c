/** The subscription that every reader of these tests asks for. */
export const QUERY = `subscription ($after: Cursor) {
  transactionPosted(after: $after) { cursor transaction { id } }
}`;

export interface Posted {
  readonly cursor: string;
  readonly transaction: { readonly id: string };
}

/** What a reader asks for, and where it stands: the cursor of the last event is in its variables. */
export interface Request extends Record<string, unknown> {
  readonly query: string;
  readonly variables: { after?: string };
}

export interface Reader {
  /** Ids of the transactions it heard of, in order, over all its connections. */
  readonly seen: readonly string[];
  stop(): void;
}

export interface Access {
  /** The path of the API, by `http:`. */
  readonly url: string;
  readonly token: string;
}

/** Opens a client that comes back by itself when its connection is lost, and goes on after the last event. */
export type OpenReader = (access: Access) => Reader;

/** Notes an event, and where to go on: a client that tries again by itself sends the request as it stands then. */
export function takeInto(seen: string[], { variables }: Request) {
  return ({ data }: { readonly data?: unknown }): void => {
    const { cursor, transaction } = (data as { transactionPosted: Posted }).transactionPosted;
    seen.push(transaction.id);
    variables.after = cursor;
  };
}

/** For clients that wait between tries: these tests do not. */
export const atOnce = (): Promise<void> => Promise.resolve();

/** For clients that can give up: these tests' do not. */
export const ALWAYS = Number.POSITIVE_INFINITY;
