import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatAST, parse, Source } from 'graphql';
import { composeSupergraph } from '../../compose/compose-supergraph.ts';
import type { ParsedSubgraph } from '../../compose/parse-subgraph.ts';
import type { ApiVersion } from '../../diff/api-version.ts';
import { placesOf } from '../../diff/places.ts';
import type { Finding } from '../../findings.ts';

const CASES = join(import.meta.dirname, '../cases');

export const caseNames = (): string[] => readdirSync(CASES).sort();

/** What a subgraph of federation 2 begins with, so that no case has to. */
const LINK = parse(
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [
    "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag",
    "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize", "@interfaceObject", "@composeDirective"
  ])`,
  { noLocation: true },
);

interface Section {
  readonly name: string;
  readonly isFederation1: boolean;
  readonly text: string;
}

/** `# subgraph NAME` begins one; what is before the first is subgraph `a`. Lines keep their numbers. */
function sectionsOf(text: string): Section[] {
  const lines = text.split('\n');
  const heads = lines.flatMap((line, index) => (line.startsWith('# subgraph ') ? [index] : []));
  const starts = heads.length > 0 ? heads : [0];
  return starts.map((start, index) => {
    const [, name = 'a', version = ''] = /^# subgraph (\w+)(.*)/.exec(lines[start] ?? '') ?? [];
    const body = lines.slice(start, starts[index + 1]);
    return {
      name,
      isFederation1: version.includes('federation 1'),
      text: '\n'.repeat(start) + body.join('\n'),
    };
  });
}

/** The subgraphs of a text, with lines and `file` as their places. */
export function subgraphsOf(file: string, text: string): ParsedSubgraph[] {
  return sectionsOf(text).map(({ name, isFederation1, text: sdl }) => {
    const document = parse(new Source(sdl, file));
    return { name, routingUrl: '', document: isFederation1 ? document : concatAST([LINK, document]) };
  });
}

/** One side of a case, composed; a text that begins with `# API` is what clients see already. */
export function versionOf(name: string, file: string): ApiVersion {
  const text = readFileSync(join(CASES, name, file), 'utf8');
  const subgraphs = subgraphsOf(file, text);
  if (text.startsWith('# API')) return { apiSdl: text, places: placesOf(subgraphs) };
  const composed = composeSupergraph(subgraphs);
  if (!composed.ok) throw new Error(JSON.stringify(composed.error));
  return { ...composed.value, places: placesOf(subgraphs) };
}

/** `breaking diff/field-removed Query.book after.graphql:2` */
export const inShort = ({ severity, rule, coordinate, file, line }: Finding): string =>
  `${severity} ${rule} ${coordinate} ${file}:${line}`;

/** The findings of a case, one a line, in that form. */
export const expectedOf = (name: string): string[] =>
  readFileSync(join(CASES, name, 'expected.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
