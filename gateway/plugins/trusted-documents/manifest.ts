import { z } from 'zod';

/** A document that a client was published with. */
export interface TrustedDocument {
  readonly id: string;
  /** Absent in a manifest that is a map. */
  readonly name?: string | undefined;
  readonly body: string;
}

/** The trusted documents as one manifest tells them. */
export interface Manifest {
  readonly documents: readonly TrustedDocument[];
  textOf(id: string): string | undefined;
  /** True for the text of a trusted document, character for character. */
  trusts(text: string): boolean;
}

export const MANIFEST_FORMAT = 'apollo-persisted-query-manifest';
export const MANIFEST_VERSION = 1;

const apolloManifest = z.object({
  format: z.literal(MANIFEST_FORMAT),
  version: z.literal(MANIFEST_VERSION),
  operations: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string(),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string(),
    }),
  ),
});
export type ApolloManifest = z.infer<typeof apolloManifest>;

/** As the GraphQL code generator and Relay write it. */
const map = z.record(z.string().min(1), z.string());

/** Reads a manifest of either form. Throws with one line that says what is wrong. */
export function parseManifest(json: string): Manifest {
  const value = fromJson(json);
  const apollo = apolloManifest.safeParse(value);
  if (apollo.success) return manifestOf(apollo.data.operations);
  const documents = map.safeParse(value);
  if (documents.success)
    return manifestOf(Object.entries(documents.data).map(([id, body]) => ({ id, body })));
  const [issue] = apollo.error.issues;
  throw new Error(`it is no manifest: "${issue?.path.join('.')}": ${issue?.message}`);
}

function fromJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`it is not JSON: ${(error as Error).message}`);
  }
}

export function manifestOf(documents: readonly TrustedDocument[]): Manifest {
  const texts = new Map(documents.map(({ id, body }) => [id, body]));
  const trusted = new Set(texts.values());
  return { documents, textOf: (id) => texts.get(id), trusts: (text) => trusted.has(text) };
}
