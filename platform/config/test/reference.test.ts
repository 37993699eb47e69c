import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { editorSchemaOf } from '../json-schema.ts';
import { redacted } from '../redacted.ts';
import { configKeys, configReference } from '../reference.ts';

const schema = z.strictObject({
  port: z.int().min(0).max(65_535).default(4000).describe('Where to listen.'),
  limits: z
    .strictObject({
      depth: z.int().positive().default(10).describe('Levels.'),
      ratio: z.number().gt(0).max(1).default(0.1).describe('A share.'),
    })
    .prefault({})
    .meta({ description: 'Bounds.', examples: [{ depth: 5 }] }),
  servers: z
    .record(z.string(), z.strictObject({ url: z.url().describe('Its address.') }))
    .default({})
    .describe('By name.'),
  rules: z
    .array(
      z.union([
        z.strictObject({
          add: z.string().describe('A header.'),
          only: z.boolean().default(false).describe('O.'),
        }),
        z.strictObject({
          drop: z.string().describe('A header.'),
          only: z.boolean().default(false).describe('O.'),
        }),
      ]),
    )
    .default([])
    .describe('In order.'),
  mode: z.enum(['off', 'on']).default('off').describe('Whether.'),
  keys: z.array(z.string().min(16)).min(1).optional().describe('Secrets.').meta({ writeOnly: true }),
});

test('lists every key with its type, bounds, default and meaning', () => {
  const keys = configKeys(schema).map(
    ({ path, type, default: value, required, description }) =>
      `${path}: ${type} = ${required ? 'required' : value}; ${description}`,
  );
  expect(keys).toEqual([
    'port: integer 0–65535 = 4000; Where to listen.',
    'limits.depth: integer ≥ 1 = 10; Levels.',
    'limits.ratio: number > 0, ≤ 1 = 0.1; A share.',
    'servers.<name>.url: URL = required; Its address.',
    'rules[].add: text = required; A header.',
    'rules[].only: boolean = false; O.',
    'rules[].drop: text = required; A header.',
    'mode: `off`, `on` = "off"; Whether.',
    'keys: list of text of 16 or more characters, 1 or more = undefined; Secrets.',
  ]);
});

test('a chapter has the description of its group, its keys and its examples', () => {
  expect(configReference(schema)).toContain(`## limits

Bounds.

| key | type | default | meaning |
| --- | --- | --- | --- |
| \`limits.depth\` | integer ≥ 1 | \`10\` | Levels. |
| \`limits.ratio\` | number > 0, ≤ 1 | \`0.1\` | A share. |

\`\`\`yaml
limits:
  depth: 5
\`\`\`
`);
});

test("an editor's schema takes a reference to the environment for a number, and no other text", () => {
  const validate = new Ajv2020({ validateFormats: false }).compile(editorSchemaOf(schema));
  expect(validate({ port: 80, limits: { depth: '$' + '{env.DEPTH:-3}' } })).toBe(true);
  expect(validate({ port: '80' })).toBe(false);
  expect(validate({ port: 70_000 })).toBe(false);
  expect(validate({ prot: 80 })).toBe(false);
});

test('secrets are left out, also below lists and maps', () => {
  const nested = z.strictObject({
    list: z.array(z.strictObject({ name: z.string(), key: z.string().meta({ writeOnly: true }) })),
    map: z.record(z.string(), z.strictObject({ key: z.string().optional().meta({ writeOnly: true }) })),
    none: z.string().optional(),
  });
  const shown = redacted(nested, { list: [{ name: 'a', key: 'x' }], map: { b: { key: 'y' }, c: {} } });
  expect(shown).toEqual({
    list: [{ name: 'a', key: '[redacted]' }],
    map: { b: { key: '[redacted]' }, c: {} },
  });
});
