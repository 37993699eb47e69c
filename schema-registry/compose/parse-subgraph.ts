import { concatAST, type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Finding } from '../findings.ts';
import type { SdlFile, SubgraphSource } from './subgraph-source.ts';

/** No subgraph of people is larger; a bound for the parser. */
const MAX_TOKENS = 2_000_000;

export interface ParsedSubgraph {
  readonly name: string;
  readonly routingUrl: string;
  /** Each node knows the source file it came from, so that findings name it and not the bundle. */
  readonly document: DocumentNode;
}

function parseFile({ path, text }: SdlFile): Result<DocumentNode, Finding> {
  try {
    return ok(parse(new Source(text, path), { maxTokens: MAX_TOKENS }));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const line = error.locations?.[0]?.line;
    return refuse({ rule: 'syntax', severity: 'error', message: error.message, file: path, line });
  }
}

/** Parses a subgraph's files into one document; the syntax errors of all files are found at once. */
export function parseSubgraph({
  name,
  routingUrl,
  files,
}: SubgraphSource): Result<ParsedSubgraph, Finding[]> {
  const parsed = files.map(parseFile);
  const faults = parsed.flatMap((file) => (file.ok ? [] : [file.error]));
  if (faults.length > 0) return refuse(faults);
  const document = concatAST(parsed.flatMap((file) => (file.ok ? [file.value] : [])));
  return ok({ name, routingUrl, document });
}
