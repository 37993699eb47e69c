import type { DocumentNode } from 'graphql';
import type { OperationRequest } from '../../executor/execute.ts';
import { selectedOperation } from '../../operations/selected-operation.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import { clientOf } from './client.ts';
import { coordinatesOf } from './coordinates.ts';
import type { Client, OperationUsage } from './usage-sink.ts';

export interface UsageCounts {
  /** One more request of this operation; `failed` when it was answered with errors. */
  record(state: SupergraphState, request: OperationRequest, failed: boolean): void;
  /** All counts since the last call. */
  take(): { readonly operations: readonly OperationUsage[]; readonly uncounted: number };
}

type Operation = Pick<OperationUsage, 'supergraph' | 'name' | 'type' | 'coordinates'>;

interface Count {
  readonly operation: Operation;
  readonly client: Client;
  requests: number;
  failed: number;
}

/** Longer names of operations are cut. */
const MAX_NAME_CHARS = 100;

/** Counts by operation and client, `maxCounts` of them at the most: what comes on top is only counted as such. */
export function createCounts(maxCounts: number): UsageCounts {
  const operations = new WeakMap<SupergraphState, WeakMap<DocumentNode, Map<string, Operation>>>();
  let counts = new Map<Operation, Map<string, Count>>();
  let size = 0;
  let uncounted = 0;

  function operationOf(
    state: SupergraphState,
    { document, operationName = '' }: OperationRequest,
  ): Operation {
    const documents = operations.get(state) ?? new WeakMap<DocumentNode, Map<string, Operation>>();
    operations.set(state, documents);
    const ofDocument = documents.get(document) ?? new Map<string, Operation>();
    documents.set(document, ofDocument);
    const known = ofDocument.get(operationName);
    if (known) return known;
    // The only operation of a document need not be named: with its name and without it is the same.
    const { name: ownName } = selectedOperation(document, operationName || undefined);
    const name = ownName?.value ?? '';
    const operation = ofDocument.get(name) ?? describe(state, document, name);
    ofDocument.set(name, operation).set(operationName, operation);
    return operation;
  }

  function countOf(operation: Operation, client: Client): Count | undefined {
    const clients = counts.get(operation) ?? new Map<string, Count>();
    const key = `${client.name}\n${client.version}`;
    const known = clients.get(key);
    if (known || size >= maxCounts) return known;
    const count = { operation, client, requests: 0, failed: 0 };
    counts.set(operation, clients.set(key, count));
    size += 1;
    return count;
  }

  return {
    record(state, request, failed) {
      const count = countOf(operationOf(state, request), clientOf(request.context.headers));
      if (!count) {
        uncounted += 1;
        return;
      }
      count.requests += 1;
      if (failed) count.failed += 1;
    },
    take() {
      const taken = [...counts.values()].flatMap((clients) => [...clients.values()]);
      const missed = uncounted;
      counts = new Map();
      size = 0;
      uncounted = 0;
      return {
        operations: taken.map(({ operation, ...count }) => ({ ...operation, ...count })),
        uncounted: missed,
      };
    },
  };
}

const describe = (state: SupergraphState, document: DocumentNode, name: string): Operation => ({
  supergraph: state.id,
  name: name.slice(0, MAX_NAME_CHARS),
  type: selectedOperation(document, name || undefined).operation,
  coordinates: coordinatesOf(state.schema, document, name),
});
