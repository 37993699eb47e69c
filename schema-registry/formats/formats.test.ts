import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Finding } from '../findings.ts';
import { reportOf } from '../report.ts';
import type { FormatOptions } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

const ADDED: Finding = {
  rule: 'diff/field-added',
  severity: 'safe',
  coordinate: 'Book.pages',
  message: 'the field was added',
};
const DEFAULT: Finding = {
  rule: 'diff/default-changed',
  severity: 'dangerous',
  coordinate: 'Query.books(first:)',
  message: 'the default was 10 and is 20',
  file: 'books.graphql',
  line: 4,
};
const REMOVED: Finding = {
  rule: 'diff/field-removed',
  severity: 'breaking',
  coordinate: 'Query.book',
  message: 'the field was removed: operations that select it are refused',
  file: 'books.graphql',
  line: 3,
  fix: 'keep it with @deprecated',
  clients: [{ operation: 'Book', file: 'clients/operations/Book.graphql', line: 2 }],
};
const HINT: Finding = { rule: 'composition/HINT', severity: 'warning', message: 'a hint' };

const REPORT = reportOf([ADDED, DEFAULT, REMOVED], {
  against: 'version 3 (published)',
  composition: { ok: true, hints: [HINT] },
  notes: ['a note'],
});
const PLAIN: FormatOptions = { verbose: false, colour: false, prefix: '' };
const of = (...findings: Finding[]) => reportOf(findings);

describe('text', () => {
  test('is grouped by coordinate, the gravest first, with reason, place, operations and fix', () => {
    expect(text(REPORT, PLAIN)).toBe(`Query.book
  breaking  diff/field-removed  books.graphql:3
      the field was removed: operations that select it are refused
      breaks operation Book at clients/operations/Book.graphql:2
      to fix: keep it with @deprecated

Query.books(first:)
  dangerous  diff/default-changed  books.graphql:4
      the default was 10 and is 20

note: a note
failed: 1 breaking, 1 dangerous, 1 safe, 1 hint of the composition, compared with version 3 (published)
`);
  });

  test('counts in words', () => {
    const error: Finding = { ...REMOVED, severity: 'error' };
    expect(text(of(error, error, REMOVED, REMOVED), PLAIN)).toMatch(/\nfailed: 2 errors, 2 breaking\n$/);
  });

  test('says in one line that nothing was found', () => {
    expect(text(of(), PLAIN)).toBe('passed: nothing found\n');
  });

  test('with --verbose has what is safe, and the hints', () => {
    const all = text(REPORT, { ...PLAIN, verbose: true });
    expect(all).toContain('Book.pages\n  safe  diff/field-added');
    expect(all).toContain('composition/HINT');
  });

  test('has colours only when asked', () => {
    expect(text(REPORT, PLAIN)).not.toContain('\u001b');
    expect(text(REPORT, { ...PLAIN, colour: true })).toContain('\u001b[31mbreaking\u001b[0m');
  });

  test('names the client of a used operation', () => {
    const used = { ...REMOVED, clients: [{ operation: 'Book', client: 'web@3.1.0' }] };
    expect(text(of(used), PLAIN)).toContain('breaks operation Book of web@3.1.0\n');
  });
});

test('JSON is the report', () => {
  expect(JSON.parse(json(REPORT, PLAIN))).toEqual(REPORT);
});

describe('Markdown', () => {
  test('has what needs attention open, and the rest folded', () => {
    const shown = markdown(REPORT, PLAIN);
    expect(shown).toMatch(/^### ❌ Schema failed: 1 breaking/);
    expect(shown.indexOf('#### `Query.book`')).toBeLessThan(shown.indexOf('<details>'));
    expect(shown.indexOf('#### `Book.pages`')).toBeGreaterThan(shown.indexOf('<summary>1 safe changes'));
    expect(shown).toContain('  - breaks operation Book at clients/operations/Book.graphql:2');
  });

  test('passes nothing through that would be markup or a mention', () => {
    const shown = markdown(of({ ...REMOVED, message: '<img src=x> *a* [b](c) @team', fix: '`x`' }), PLAIN);
    expect(shown).toContain('\\<img src=x\\> \\*a\\* \\[b\\](c) @\u200bteam');
    expect(shown).toContain('to fix: \\`x\\`');
  });

  test('fences code that has backticks in it', () => {
    expect(markdown(of({ ...REMOVED, coordinate: 'a`b' }), PLAIN)).toContain('#### `` a`b ``');
  });
});

describe('GitHub annotations', () => {
  test('are errors and warnings at file and line; what is safe is none', () => {
    expect(
      github(REPORT, { ...PLAIN, prefix: 'backend/' })
        .trimEnd()
        .split('\n'),
    ).toEqual([
      '::warning file=backend/books.graphql,line=4,title=diff/default-changed Query.books(first%3A)::the default was 10 and is 20',
      '::error file=backend/books.graphql,line=3,title=diff/field-removed Query.book::' +
        'the field was removed: operations that select it are refused%0Abreaks operation Book at ' +
        'clients/operations/Book.graphql:2%0Ato fix: keep it with @deprecated',
      '::notice::a note',
      expect.stringMatching(/^failed: /),
    ]);
  });

  test('cannot be ended or forged by a message or a path', () => {
    const [line] = github(
      of({ ...DEFAULT, message: '100%\r\n::error::forged', file: 'a,b:c.graphql' }),
      PLAIN,
    ).split('\n');
    expect(line).toContain('file=a%2Cb%3Ac.graphql,');
    expect(line).toMatch(/::100%25%0D%0A::error::forged$/);
  });

  test('of a file that is not of the repository name no file', () => {
    const [line] = github(of({ ...REMOVED, file: '/tmp/books.graphql' }), PLAIN).split('\n');
    expect(line).toMatch(/^::error title=/);
  });
});

describe('SARIF', () => {
  /** What OASIS's schema of 2.1.0 requires of the parts that are used here. */
  const text = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
  const isSarif = new Ajv2020({ strictTypes: false }).compile({
    type: 'object',
    required: ['version', 'runs'],
    properties: {
      version: { const: '2.1.0' },
      runs: {
        items: {
          required: ['tool', 'results'],
          additionalProperties: false,
          properties: {
            tool: {
              required: ['driver'],
              properties: {
                driver: {
                  required: ['name', 'rules'],
                  properties: {
                    rules: {
                      uniqueItems: true,
                      items: { required: ['id'], properties: { shortDescription: text, help: text } },
                    },
                  },
                },
              },
            },
            results: {
              items: {
                required: ['ruleId', 'message'],
                additionalProperties: false,
                properties: {
                  ruleId: { type: 'string' },
                  level: { enum: ['none', 'note', 'warning', 'error'] },
                  message: text,
                  partialFingerprints: { additionalProperties: { type: 'string' } },
                  locations: {
                    items: {
                      properties: {
                        physicalLocation: {
                          required: ['artifactLocation'],
                          properties: { region: { properties: { startLine: { minimum: 1 } } } },
                        },
                        logicalLocations: { items: { required: ['fullyQualifiedName'] } },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  });

  test('is of the shape that 2.1.0 requires', () => {
    isSarif(JSON.parse(sarif(REPORT, PLAIN)));
    expect(isSarif.errors ?? []).toEqual([]);
  });

  test('has a rule for each that found something, with help, and results at file and line', () => {
    const [run] = JSON.parse(sarif(REPORT, { ...PLAIN, prefix: 'backend/' })).runs;
    expect(run.tool.driver.rules).toContainEqual(
      expect.objectContaining({
        id: 'diff/field-removed',
        help: { text: 'keep it with @deprecated until nobody selects it' },
      }),
    );
    expect(run.results[2]).toMatchObject({
      ruleId: 'diff/field-removed',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'backend/books.graphql' },
            region: { startLine: 3 },
          },
          logicalLocations: [{ fullyQualifiedName: 'Query.book' }],
        },
      ],
    });
  });

  test('tells of every known rule why it is one, whatever it found', () => {
    const found: Finding = { rule: 'diff/enum-value-removed', severity: 'breaking', message: 'm' };
    const [rule] = JSON.parse(sarif(of(found), PLAIN)).runs[0].tool.driver.rules;
    expect(rule.fullDescription.text).toContain('operations');
  });

  test('gives a finding the same fingerprint wherever its line has gone', () => {
    const fingerprint = (finding: Finding) =>
      JSON.parse(sarif(of(finding), PLAIN)).runs[0].results[0].partialFingerprints;
    expect(fingerprint({ ...REMOVED, line: 30 })).toEqual(fingerprint(REMOVED));
    expect(fingerprint({ ...REMOVED, coordinate: 'Query.other' })).not.toEqual(fingerprint(REMOVED));
  });
});
