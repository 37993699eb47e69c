import type { Choices } from '../choices.ts';
import { addField, type SubgraphDraft, typeOf } from './draft.ts';
import { type FieldOptions, output, sharedOutputs } from './fields.ts';
import { parameters, wrapped } from './leaves.ts';

const MAX_QUERIES = 3;
const MAX_MUTATIONS = 2;
const LEAF_RATE = 0.15;
const SHARED_RATE = 0.3;

/** Gives each subgraph queries and mutations, and some of them one query together. */
export function addRoots(c: Choices, subgraphs: readonly SubgraphDraft[], { outputsOf }: FieldOptions): void {
  const field = (composites: readonly string[]) => {
    const type = composites.length === 0 || c.chance(LEAF_RATE) ? output(c, []) : c.pick(composites);
    return { type: wrapped(c, type), args: parameters(c) };
  };
  for (const subgraph of subgraphs) {
    for (let index = 0; index <= c.below(MAX_QUERIES); index++)
      addField(typeOf(subgraph, 'Query'), `${subgraph.name}${index}`, field(outputsOf(subgraph)));
    for (let index = 0; index < c.below(MAX_MUTATIONS + 1); index++)
      addField(typeOf(subgraph, 'Mutation'), `${subgraph.name}Do${index}`, field(outputsOf(subgraph)));
  }
  if (!c.chance(SHARED_RATE)) return;
  const sharing = c.some(subgraphs);
  const shared = field(sharedOutputs(sharing, outputsOf));
  for (const subgraph of sharing) addField(typeOf(subgraph, 'Query'), 'together', shared, '@shareable');
}
