import type { SubgraphConfig, SupergraphConfig } from '../config/supergraph-config.ts';
import { InputError } from '../findings.ts';
import { declaredMessages } from './declared-messages.ts';
import type { EventSchema } from './event-schema.ts';
import { schemaFiles } from './schema-files.ts';

async function eventsOf(folder: string, name: string, config: SubgraphConfig): Promise<EventSchema[]> {
  const files = config['x-events'] === undefined ? [] : schemaFiles(folder, config['x-events']);
  return [...(await declaredMessages(folder, name)), ...files];
}

const placeOf = ({ file, lineOf }: EventSchema): string => `${file}:${lineOf?.('') ?? 1}`;

/** One owner a type: consumers must know whose schema holds. */
function refuseDuplicates(schemas: readonly EventSchema[]): void {
  const owners = new Map<string, EventSchema>();
  for (const schema of schemas) {
    const owner = owners.get(schema.type);
    if (owner)
      throw new InputError(`${placeOf(schema)}: ${schema.type} is declared already, at ${placeOf(owner)}`);
    owners.set(schema.type, schema);
  }
}

/**
 * The schemas of all events and commands, by subgraph: of `subgraphs/<name>/contract/events.ts`, and of the folder that
 * `x-events` names. Throws an InputError at a file that is no JSON Schema and at a type that is declared twice.
 */
export async function loadEventSchemas({ folder, subgraphs }: SupergraphConfig): Promise<EventSchema[]> {
  const loaded = await Promise.all(
    Object.entries(subgraphs).map(([name, config]) => eventsOf(folder, name, config)),
  );
  refuseDuplicates(loaded.flat());
  return loaded.flat();
}
