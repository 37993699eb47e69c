import { concatAST, type DocumentNode } from 'graphql';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { type Finding, formatFinding, InputError } from '../findings.ts';
import { parseFile } from '../parse-file.ts';
import type { SubgraphSource } from './subgraph-source.ts';

export interface ParsedSubgraph {
  readonly name: string;
  readonly routingUrl: string;
  /** Each node knows the source file it came from, so that findings name it and not the bundle. */
  readonly document: DocumentNode;
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

/** Throws an InputError with a line for each syntax error: what cannot be read cannot be judged. */
export function parseSubgraphs(sources: readonly SubgraphSource[]): ParsedSubgraph[] {
  const parsed = sources.map(parseSubgraph);
  const faults = parsed.flatMap((subgraph) => (subgraph.ok ? [] : subgraph.error));
  if (faults.length > 0) throw new InputError(faults.map(formatFinding).join('\n'));
  return parsed.flatMap((subgraph) => (subgraph.ok ? [subgraph.value] : []));
}
