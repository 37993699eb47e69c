import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';

export const Hello: TypedDocumentNode<{ hello: string | null }, Record<string, never>> = parse(
  'query Hello { hello }',
);

type Event = { readonly cursor: string; readonly n: number };

export const Counted: TypedDocumentNode<{ counted: Event }, { after?: string }> = parse(
  'subscription Counted($after: String) { counted(after: $after) { cursor n } }',
);

/** Takes no cursor: it cannot be resumed. */
export const Ticked: TypedDocumentNode<{ ticked: Event }, Record<string, never>> = parse(
  'subscription Ticked { ticked { cursor n } }',
);
