import { z } from 'zod';
import type { TopicDeclaration } from '../bus/port.ts';

/**
 * What a domain owns and publishes: one declaration per event or command, from which come its TypeScript type,
 * its JSON Schema (registered, and checked when appended) and its topic.
 */
export interface MessageDeclaration<Type extends string = string, Shape extends z.ZodType = z.ZodType> {
  /** `<domain>.<entity>.<eventType>.v<N>`. */
  readonly type: Type;
  readonly topic: TopicDeclaration;
  readonly data: Shape;
}

export type DataOf<Declaration extends MessageDeclaration> = z.infer<Declaration['data']>;

export const defineMessage = <Type extends string, Shape extends z.ZodType>(
  declaration: MessageDeclaration<Type, Shape>,
): MessageDeclaration<Type, Shape> => declaration;

/** The JSON Schema (draft 2020-12) of a message's data. */
export const jsonSchemaOf = (declaration: MessageDeclaration): Record<string, unknown> =>
  z.toJSONSchema(declaration.data, { target: 'draft-2020-12' }) as Record<string, unknown>;

/** Schemas that several contracts use. All amounts are minor units as decimal text; all instants are RFC 3339. */
export const wire = {
  money: z.strictObject({
    minor: z.string().regex(/^-?\d{1,30}$/),
    currency: z.string().regex(/^[A-Z]{3}$/),
  }),
  instant: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/),
  id: (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-f-]{36}$`)),
};

export const DAY_MS = 86_400_000;
