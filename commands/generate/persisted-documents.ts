import { createHash } from 'node:crypto';
import {
  type ApolloManifest,
  MANIFEST_FORMAT,
  MANIFEST_VERSION,
} from 'gateway/plugins/trusted-documents/manifest';
import { getOperationAST, print } from 'graphql';
import { present } from 'platform/kernel/assert';
import type { OperationFile } from 'schema-registry/operations/check-operations';

export const PERSISTED_DOCUMENTS = 'clients/persisted-documents.json';

type Entry = ApolloManifest['operations'][number];

/**
 * The manifest of all documents that clients were ever published with: that which is there, and what the operations are
 * now. It only grows, because installed apps go on sending what they were built with.
 */
export function grownManifest(manifest: string | undefined, operations: readonly OperationFile[]): string {
  const kept: readonly Entry[] =
    manifest === undefined ? [] : (JSON.parse(manifest) as ApolloManifest).operations;
  const entries = new Map([...kept, ...operations.map(entryOf)].map((entry) => [entry.id, entry]));
  const grown: ApolloManifest = {
    format: MANIFEST_FORMAT,
    version: MANIFEST_VERSION,
    operations: [...entries.values()].sort(byNameAndId),
  };
  return `${JSON.stringify(grown, null, 2)}\n`;
}

/** As the typed client prints and sends it. */
function entryOf({ path, document }: OperationFile): Entry {
  const operation = present(getOperationAST(document), `${path} has one operation`);
  const body = print(document);
  return {
    id: createHash('sha256').update(body).digest('hex'),
    name: operation.name?.value ?? '',
    type: operation.operation,
    body,
  };
}

const byNameAndId = (one: Entry, other: Entry): number =>
  compare(one.name, other.name) || compare(one.id, other.id);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
