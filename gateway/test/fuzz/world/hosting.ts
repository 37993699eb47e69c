import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { LocalSubgraph } from '../../../data-source/in-process.ts';
import { type Facts, factsOf } from './facts.ts';
import { hostSubgraph } from './host.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** SDL by name of the subgraph. */
export type Sdls = Readonly<Record<string, string>>;

/** Subgraphs that answer from one world. */
export interface Hosting {
  readonly subgraphs: ReadonlyMap<string, LocalSubgraph>;
  readonly facts: Facts;
  /** The same world, but that nothing has happened in it. */
  createWorld(): World;
  /** Lets the subgraphs answer from the world as it was in the beginning. */
  restart(): void;
  /** The mutations since then. */
  readonly log: readonly string[];
  /** What the subgraphs were asked since then. */
  readonly fetches: readonly string[];
}

export function hostAll(sdls: Sdls, options: WorldOptions): Hosting {
  const schemas = new Map(Object.entries(sdls).map(([name, sdl]) => [name, buildSubgraphSchema(parse(sdl))]));
  const facts = factsOf(schemas);
  let world = createWorld(facts, options);
  let fetches: string[] = [];
  const subgraphs = new Map(
    [...schemas].map(([name, schema]): [string, LocalSubgraph] => [
      name,
      {
        execute(request, actor) {
          fetches.push(`${name}: ${request.query} ${JSON.stringify(request.variables)}`);
          return hostSubgraph(name, schema, world).execute(request, actor);
        },
      },
    ]),
  );
  return {
    subgraphs,
    facts,
    createWorld: () => createWorld(facts, options),
    restart() {
      world = createWorld(facts, options);
      fetches = [];
    },
    get log() {
      return world.log;
    },
    get fetches() {
      return fetches;
    },
  };
}
