import { jsonSchemaOf, type MessageDeclaration } from 'platform/event-store/contract';
import type { JsonObject } from 'platform/kernel/json';

/** A registered event or command: its type names the subject, with the major version as its end. */
export interface EventSchema {
  /** `<domain>.<entity>.<eventType>.v<major>`. */
  readonly type: string;
  /** JSON Schema of draft 2020-12, with the type as `$id` and the topic it travels on as `x-topic`. */
  readonly schema: JsonObject;
  /** Made of a contract in code, and written to the generated folder. */
  readonly generated?: boolean;
  /** Where it is written: a contract or a JSON file, relative to the configuration's folder. */
  readonly file?: string;
  /** The line of a place in the schema (JSON pointer), or the nearest to it that is known; from 1. */
  readonly lineOf?: (pointer: string) => number | undefined;
}

/** The topic that the events of a schema travel on. */
export const topicOf = ({ schema }: EventSchema): string | undefined =>
  typeof schema['x-topic'] === 'string' ? schema['x-topic'] : undefined;

/** The registered JSON Schema of an event or command, with its type as `$id` and the topic it travels on. */
export function eventSchemaOf(declaration: MessageDeclaration): JsonObject {
  const { $schema, ...schema } = jsonSchemaOf(declaration) as JsonObject;
  return { $schema: $schema ?? '', $id: declaration.type, 'x-topic': declaration.topic.name, ...schema };
}

/** As it is committed. */
export const eventSchemaText = ({ schema }: EventSchema): string => `${JSON.stringify(schema, null, 2)}\n`;
