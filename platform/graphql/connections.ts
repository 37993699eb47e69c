import { badInput } from '../errors/errors.ts';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** The columns a list is ordered by, which together are unique: text, or integers as bigint. */
export type KeyColumn = 'text' | 'bigint';

type KeyOf<Columns extends readonly KeyColumn[]> = {
  readonly [Index in keyof Columns]: Columns[Index] extends 'bigint' ? bigint : string;
};

/** How the positions of one list become cursors and are read back. */
export interface Keyset<Key> {
  encode(key: Key): string;
  /** Undefined for anything that this keyset did not encode. */
  decode(cursor: string): Key | undefined;
}

/**
 * The keyset of a list. `list` is its name: a cursor of another list is refused.
 *
 * @example const byRecordedAt = keyset('transactions', ['bigint', 'text']);
 */
export function keyset<const Columns extends readonly KeyColumn[]>(
  list: string,
  columns: Columns,
): Keyset<KeyOf<Columns>> {
  return {
    encode: (key) =>
      Buffer.from(JSON.stringify([list, ...(key as readonly unknown[]).map(String)])).toString('base64url'),
    decode: (cursor) => {
      const [name, ...texts] = parseTexts(cursor);
      const matches = name === list && texts.length === columns.length;
      const key = matches
        ? columns.map((column, index) => parseColumn(column, texts[index] ?? ''))
        : [undefined];
      return key.includes(undefined) ? undefined : (key as unknown as KeyOf<Columns>);
    },
  };
}

function parseTexts(cursor: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : [];
  } catch {
    return [];
  }
}

const BIGINT = /^-?\d{1,19}$/;
const MAX_INT8 = 2n ** 63n - 1n;

function parseColumn(column: KeyColumn, text: string): string | bigint | undefined {
  if (column === 'text') return text.includes('\0') ? undefined : text;
  if (!BIGINT.test(text)) return undefined;
  const value = BigInt(text);
  return value <= MAX_INT8 && value >= -MAX_INT8 ? value : undefined;
}

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The page asked for: `limit` rows after the position `after`, which itself is not on it. */
export interface Page<Key> {
  readonly limit: number;
  readonly after: Key | undefined;
}

/** Reads `first` (1 to MAX_PAGE_SIZE) and `after`. Fails with BAD_USER_INPUT that names the argument. */
export function parsePage<Key>({ first, after }: PageArguments, keys: Keyset<Key>): Page<Key> {
  const limit = first ?? DEFAULT_PAGE_SIZE;
  if (limit < 1 || limit > MAX_PAGE_SIZE) {
    throw badInput(`"first" must be from 1 to ${MAX_PAGE_SIZE}.`, ['first']);
  }
  if (after === null || after === undefined) return { limit, after: undefined };
  const key = keys.decode(after);
  if (key === undefined) throw badInput('"after" is not a cursor of this list.', ['after']);
  return { limit, after: key };
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counts only when it is selected. */
  readonly totalCount: () => Promise<number>;
}

/** A value for each column of a keyset. */
type Position = readonly [unknown, ...unknown[]];

export interface ConnectionParts<Row, Key extends Position> {
  /** In order, up to one more than `page.limit`: the extra one tells that there is a next page. */
  readonly rows: readonly Row[];
  readonly page: Page<Key>;
  readonly keys: Keyset<Key>;
  readonly keyOf: (row: Row) => Key;
  readonly count: () => Promise<number>;
}

/** The Relay connection of a page. Ask the store for `page.limit + 1` rows. */
export function connectionOf<Row, Key extends Position>({
  rows,
  page,
  keys,
  keyOf,
  count,
}: ConnectionParts<Row, Key>): Connection<Row> {
  const nodes = rows.slice(0, page.limit);
  const edges = nodes.map((node) => ({ cursor: keys.encode(keyOf(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== undefined,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: count,
  };
}
