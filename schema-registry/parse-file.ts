import { type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Finding } from './findings.ts';

/** No file of people is larger; a bound for the parser. */
const MAX_TOKENS = 2_000_000;

export interface GraphQLFile {
  /** Relative to the configuration's folder; findings name it. */
  readonly path: string;
  readonly text: string;
}

/** Parses SDL or operations; each node knows its file and line. */
export function parseFile({ path, text }: GraphQLFile): Result<DocumentNode, Finding> {
  try {
    return ok(parse(new Source(text, path), { maxTokens: MAX_TOKENS }));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const line = error.locations?.[0]?.line;
    return refuse({ rule: 'syntax', severity: 'error', message: error.message, file: path, line });
  }
}
