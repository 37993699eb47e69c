import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MessageDeclaration } from 'platform/event-store/contract';
import { type EventSchema, eventSchemaOf } from './event-schema.ts';

const isDeclaration = (value: unknown): value is MessageDeclaration =>
  typeof value === 'object' && value !== null && 'type' in value && 'topic' in value && 'data' in value;

/** The line on which a contract first names the type. */
function lineNaming(type: string, text: string): number | undefined {
  const at = ["'", '"', '`'].map((quote) => text.indexOf(quote + type + quote)).find((index) => index >= 0);
  return at === undefined ? undefined : text.slice(0, at).split('\n').length;
}

/** The events and commands that a domain's `contract/events.ts` exports; none when it has no contract. */
export async function declaredMessages(folder: string, domain: string): Promise<EventSchema[]> {
  const file = `subgraphs/${domain}/contract/events.ts`;
  const contract = join(folder, file);
  if (!existsSync(contract)) return [];
  const exported: Record<string, unknown> = await import(pathToFileURL(contract).href);
  const text = readFileSync(contract, 'utf8');
  return [...new Set(Object.values(exported))].filter(isDeclaration).map((message) => {
    const line = lineNaming(message.type, text);
    return { type: message.type, schema: eventSchemaOf(message), generated: true, file, lineOf: () => line };
  });
}
