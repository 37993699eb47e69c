import { describe, expect, test } from '@jest/globals';
import { parse, Source } from 'graphql';
import { lintSubgraph } from './lint-subgraph.ts';
import type { LintSeverity } from './rule.ts';
import { LINT_RULES } from './rules.ts';

const OFF = Object.fromEntries(LINT_RULES.map(({ name }) => [name, 'off'] as const));

const lint = (sdl: string, severities: Readonly<Record<string, LintSeverity>>) =>
  lintSubgraph(
    { name: 'a', routingUrl: '', document: parse(new Source(sdl, 'a.graphql')) },
    { ...OFF, ...severities },
  );

const NAMES = { 'naming-convention': 'error', 'require-member-description': 'error' } as const;

test('a finding has the rule, the severity that is configured, the place and what to do', () => {
  expect(lint('type A {\n  x_y: Int\n}', { 'naming-convention': 'warning' })).toEqual([
    {
      rule: 'lint/naming-convention',
      severity: 'warning',
      coordinate: 'A.x_y',
      message: 'expected a name in camelCase',
      file: 'a.graphql',
      line: 2,
      fix: 'name it by the convention; keep the old name, deprecated, if it was published',
    },
  ]);
});

test('a rule that is off finds nothing', () => {
  expect(lint('type A { x_y: Int }', {})).toEqual([]);
});

describe('a comment that sets a rule aside', () => {
  const rules = (comment: string, field = 'x_y: Int') =>
    lint(`type A {\n  ${comment}\n  ${field}\n}`, NAMES).map(({ rule, line }) => `${rule}:${line}`);

  test('holds for the rule it names, where the next definition begins', () => {
    expect(rules('# lint-disable-next-line naming-convention -- as the bank has it')).toEqual([
      'lint/require-member-description:3',
    ]);
  });

  test('may name several', () => {
    expect(rules('# lint-disable-next-line naming-convention, require-member-description -- of old')).toEqual(
      [],
    );
  });

  test('holds beneath a description', () => {
    expect(rules('# lint-disable-next-line naming-convention -- of old', '"X."\n  x_y: Int')).toEqual([]);
  });

  test('holds for no line after that', () => {
    expect(
      rules('# lint-disable-next-line naming-convention -- of old', '"X."\n  x: Int\n  "Y."\n  y_z: Int'),
    ).toEqual(['lint/naming-convention:6']);
  });

  test('that names no rule holds for nothing, and is an error', () => {
    expect(rules('# lint-disable-next-line naming -- of old', '"X." x_y: Int')).toEqual([
      'lint/naming-convention:3',
      'lint/disable-without-reason:2',
    ]);
  });

  test('without a reason holds for nothing, and is an error', () => {
    expect(rules('# lint-disable-next-line naming-convention', '"X." x_y: Int')).toEqual([
      'lint/naming-convention:3',
      'lint/disable-without-reason:2',
    ]);
  });
});
