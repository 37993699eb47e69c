import { jsonSchemaOf, type MessageDeclaration } from 'platform/event-store/contract';

/** The registered JSON Schema of an event or command, with its type as `$id` and the topic it travels on. */
export function eventSchemaOf(declaration: MessageDeclaration): string {
  const { $schema, ...schema } = jsonSchemaOf(declaration);
  const registered = { $schema, $id: declaration.type, 'x-topic': declaration.topic.name, ...schema };
  return `${JSON.stringify(registered, null, 2)}\n`;
}
