import { type DocumentNode, Lexer, parse, Source, TokenKind } from 'graphql';
import { limitExceeded } from 'platform/errors/errors';
import { createBoundedCache } from 'platform/kernel/bounded-cache';
import type { RequestLimits } from '../config/limits.ts';
import { measure } from './limits/measure.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface RequestText {
  readonly query?: unknown;
  readonly variables?: unknown;
}

/** Throws LIMIT_EXCEEDED for a request that is over a limit. What is no GraphQL at all is for others to refuse. */
export type CheckLimits = (request: RequestText) => void;

/** Those of a document and its variables. */
type DocumentLimits = Pick<
  RequestLimits,
  'tokens' | 'depth' | 'aliases' | 'rootFields' | 'directives' | 'listItems'
>;

/** Texts that were found to be within the limits and need no second look. */
const MAX_KNOWN_TEXTS = 1_000;
const MAX_KNOWN_TEXT_CHARS = 10_000;

/** Levels of objects and lists in variables. */
const MAX_VARIABLE_DEPTH = 64;

/** Levels of brackets: an inline fragment around each level of fields, and values as deep as variables may be. */
const maxNesting = (depth: number): number => 2 * depth + MAX_VARIABLE_DEPTH;

export function createLimits(limits: DocumentLimits): CheckLimits {
  const known = createBoundedCache<string, true>(MAX_KNOWN_TEXTS);
  return ({ query, variables }) => {
    checkVariables(variables, limits.listItems);
    if (typeof query !== 'string' || known.get(query)) return;
    checkTokens(query, limits);
    const document = tryParse(query);
    if (!document) return;
    checkDocument(document, limits);
    if (query.length <= MAX_KNOWN_TEXT_CHARS) known.set(query, true);
  };
}

/** Refuses what is too big before it is validated: validation is what an attacker would make expensive. */
export function useLimits(check: CheckLimits): GatewayPlugin {
  return {
    name: 'limits',
    onRequest(request) {
      check(request);
      return request;
    },
  };
}

function checkDocument(document: DocumentNode, limits: DocumentLimits): void {
  const size = measure(document);
  for (const name of ['depth', 'aliases', 'rootFields', 'directives', 'listItems'] as const)
    if (size[name] > limits[name]) throw limitExceeded(name, limits[name]);
}

/** Bounds what the parser is given: it takes memory for each token, and stack for each bracket in another. */
function checkTokens(query: string, { tokens, depth }: DocumentLimits): void {
  let nesting = 0;
  let count = 0;
  for (const kind of tokenKinds(query)) {
    nesting += NESTING[kind] ?? 0;
    count += 1;
    if (nesting > maxNesting(depth)) throw limitExceeded('depth', depth);
    if (count > tokens) throw limitExceeded('tokens', tokens);
  }
}

const NESTING: Partial<Record<TokenKind, number>> = {
  [TokenKind.BRACE_L]: 1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.PAREN_L]: 1,
  [TokenKind.BRACE_R]: -1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.PAREN_R]: -1,
};

/** Those of a text's tokens, up to its end or to what is none. */
function* tokenKinds(query: string): Generator<TokenKind> {
  const lexer = new Lexer(new Source(query));
  for (;;) {
    const kind = orUndefined(() => lexer.advance().kind);
    if (kind === undefined || kind === TokenKind.EOF) return;
    yield kind;
  }
}

/** Undefined for a syntax error: Apollo Server answers it, with its place in the text. */
const tryParse = (query: string): DocumentNode | undefined =>
  orUndefined(() => parse(query, { noLocation: true }));

function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function checkVariables(variables: unknown, maximum: number): void {
  const excess = findExcess(variables, maximum);
  if (excess) throw limitExceeded(excess.limit, excess.maximum, excess.path);
}

interface Excess {
  readonly limit: string;
  readonly maximum: number;
  /** Outermost first; made on the way back, so that what is in order costs nothing. */
  readonly path: readonly string[];
}

function findExcess(value: unknown, maximum: number, depth = 0): Excess | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_VARIABLE_DEPTH) return { limit: 'variableDepth', maximum: MAX_VARIABLE_DEPTH, path: [] };
  if (Array.isArray(value) && value.length > maximum) return { limit: 'listItems', maximum, path: [] };
  for (const [name, item] of Object.entries(value)) {
    const excess = findExcess(item, maximum, depth + 1);
    if (excess) return { ...excess, path: [name, ...excess.path] };
  }
  return undefined;
}
