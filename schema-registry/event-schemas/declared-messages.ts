import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MessageDeclaration } from 'platform/event-store/contract';

const isDeclaration = (value: unknown): value is MessageDeclaration =>
  typeof value === 'object' && value !== null && 'type' in value && 'topic' in value && 'data' in value;

/** The events and commands that a domain's `contract/events.ts` exports, by type; none when it has no contract. */
export async function declaredMessages(folder: string, domain: string): Promise<MessageDeclaration[]> {
  const contract = join(folder, 'subgraphs', domain, 'contract/events.ts');
  if (!existsSync(contract)) return [];
  const exported: Record<string, unknown> = await import(pathToFileURL(contract).href);
  return Object.values(exported).filter(isDeclaration);
}
