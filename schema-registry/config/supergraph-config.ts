import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { InputError } from '../findings.ts';
import { expandEnvironment } from './expand.ts';

/** Where a subgraph's SDL comes from: exactly one of the three. */
const schemaSource = z.union(
  [
    z.looseObject({ file: z.string() }),
    z.looseObject({ subgraph_url: z.url() }),
    z.looseObject({ sdl: z.string() }),
  ],
  { error: 'expected one of file, subgraph_url or sdl' },
);

/** The composer takes names that GraphQL and URLs can carry; the join enum is made of them. */
const subgraphName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

const subgraph = z.looseObject({ routing_url: z.string().optional(), schema: schemaSource });

const supergraph = z.looseObject({
  federation_version: z.union([z.string(), z.number()]).transform(String).optional(),
  subgraphs: z
    .record(subgraphName, subgraph)
    .refine((subgraphs) => Object.keys(subgraphs).length > 0, 'expected at least one subgraph'),
});

export type SubgraphConfig = z.infer<typeof subgraph>;

/** `supergraph.yaml` in rover's format, with the environment put in; unknown keys (`x-owner`) are kept. */
export interface SupergraphConfig extends z.infer<typeof supergraph> {
  /** The folder of the file: its relative paths start here. */
  readonly folder: string;
}

function expandScalars(document: Document, env: NodeJS.ProcessEnv): void {
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string') node.value = expandEnvironment(node.value, env);
    },
  });
}

/** The line of the deepest node on the path that the file has. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new InputError(`${file}: cannot be read`);
  }
}

/** Reads and checks a supergraph configuration. Throws an InputError that names file, line and key. */
export function readSupergraphConfig(file: string, env: NodeJS.ProcessEnv = process.env): SupergraphConfig {
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines });
  const [malformed] = document.errors;
  if (malformed) {
    throw new InputError(
      `${file}:${lines.linePos(malformed.pos[0]).line}: ${malformed.message.split('\n')[0]}`,
    );
  }
  expandScalars(document, env);
  const parsed = supergraph.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path ?? [];
    throw new InputError(`${file}:${lineOf(document, path, lines)}: ${path.join('.')}: ${issue?.message}`);
  }
  return { ...parsed.data, folder: dirname(resolve(file)) };
}
