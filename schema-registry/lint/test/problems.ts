import { parse } from 'graphql';
import type { LintRule } from '../rule.ts';

/** A subgraph that links what the rules know of the federation specification. */
export const LINK = `@link(
  url: "https://specs.apollo.dev/federation/v2.12"
  import: ["@key", "@shareable", "@authenticated", "@policy", "@listSize"]
)`;

/** Coordinates of what a rule finds in a subgraph's SDL. */
export const coordinatesOf = (rule: LintRule, sdl: string, link = LINK): string[] =>
  rule
    .check({ name: 'a', routingUrl: '', document: parse(`extend schema ${link}\n${sdl}`) })
    .map(({ coordinate }) => coordinate);
