import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readRegistryConfig } from '../config/registry-config.ts';

function read(yaml?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'registry-config-'));
  if (yaml !== undefined) writeFileSync(join(folder, 'schema-registry.yaml'), yaml);
  return readRegistryConfig(folder, {});
}

const DEFAULTS = { lint: {}, events: { default: 'BACKWARD_TRANSITIVE', subjects: {} } };

describe('schema-registry.yaml', () => {
  test('may be absent or empty', () => {
    expect(read()).toEqual(DEFAULTS);
    expect(read('')).toEqual(DEFAULTS);
  });

  test('says what lint rules weigh, and how events may change', () => {
    const config = read(
      'lint:\n  input-name: error\nevents:\n  default: FULL\n  subjects:\n    a.b.c.v1: NONE\n',
    );
    expect(config).toEqual({
      lint: { 'input-name': 'error' },
      events: { default: 'FULL', subjects: { 'a.b.c.v1': 'NONE' } },
    });
  });

  test.each([
    ['a key it does not know', 'lnt: {}', /schema-registry\.yaml:1: unknown key "lnt"/],
    ['a rule that is not there', 'lint:\n  no-such-rule: error', /:2: unknown key "lint\.no-such-rule"/],
    ['a severity that is none', 'lint:\n  input-name: fatal', /:2: "lint\.input-name": /],
    ['a mode that is none', 'events:\n  default: SIDEWAYS', /:2: "events\.default": /],
    [
      'a mode of a subject that is none',
      'events:\n  subjects:\n    a.v1: X',
      /:3: "events\.subjects\.a\.v1": /,
    ],
  ])('refuses %s, with the place', (_, yaml, message) => {
    expect(() => read(yaml)).toThrow(message);
  });
});
