import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from './run.ts';
import { writeProject } from './tree.ts';

const CONFIG = `subgraphs:
  shop:
    schema: { sdl: '"A." type Query { "One." shop: Int }' }
    x-events: events
`;
const SOLD = {
  type: 'object',
  properties: { bookId: { type: 'string' }, channel: { enum: ['WEB', 'SHOP'] } },
  required: ['bookId'],
};
const asFile = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

async function published(): Promise<string> {
  const folder = writeProject({
    'supergraph.yaml': CONFIG,
    'events/shop.book.sold.v1.json': asFile(SOLD),
  });
  expect(await run('publish', '--config', join(folder, 'supergraph.yaml'))).toMatchObject({ code: 0 });
  return folder;
}

const check = async (folder: string, command: readonly string[] = ['events', 'check']) => {
  const config = ['--config', join(folder, 'supergraph.yaml')];
  const { code, stdout } = await run(...command, '--format', 'json', ...config);
  return { code, report: JSON.parse(stdout) };
};

const NARROWED = { ...SOLD, properties: { ...SOLD.properties, channel: { enum: ['WEB'] } } };

describe('events check', () => {
  test('passes when nothing changed, and says what it compared with', async () => {
    expect(await check(await published())).toMatchObject({
      code: 0,
      report: { ok: true, against: 'version 1 (published)', findings: [] },
    });
  });

  test.each([['events', 'check'], ['check']])(
    '%s: what reads no more what was written fails, by file and line',
    async (...command) => {
      const folder = await published();
      writeFileSync(join(folder, 'events/shop.book.sold.v1.json'), asFile(NARROWED));
      const { code, report } = await check(folder, command);
      expect(code).toBe(1);
      expect(report.findings).toEqual([
        expect.objectContaining({
          severity: 'breaking',
          coordinate: expect.stringContaining('shop.book.sold.v1#/properties/channel'),
          file: 'events/shop.book.sold.v1.json',
          line: expect.any(Number),
          fix: expect.stringContaining('shop.book.sold.v2'),
        }),
      ]);
    },
  );

  test('as a new major version it passes', async () => {
    const folder = await published();
    writeFileSync(join(folder, 'events/shop.book.sold.v2.json'), asFile(NARROWED));
    expect(await check(folder)).toMatchObject({ code: 0, report: { findings: [] } });
  });

  test('without anything published says so', async () => {
    const folder = writeProject({ 'supergraph.yaml': CONFIG, 'events/shop.book.sold.v1.json': asFile(SOLD) });
    expect(await check(folder)).toMatchObject({
      code: 0,
      report: { notes: ['nothing is published yet: there was nothing to compare with'] },
    });
  });

  test('of one type from two subgraphs is wrong input, with both places', async () => {
    const second = '  other:\n    schema: { sdl: "type Query { other: Int }" }\n    x-events: more\n';
    const folder = writeProject({
      'supergraph.yaml': CONFIG + second,
      'events/shop.book.sold.v1.json': asFile(SOLD),
      'more/shop.book.sold.v1.json': asFile(SOLD),
    });
    const { code, stderr } = await run('events', 'check', '--config', join(folder, 'supergraph.yaml'));
    expect(code).toBe(2);
    expect(stderr).toContain('more/shop.book.sold.v1.json:1');
    expect(stderr).toContain('events/shop.book.sold.v1.json:1');
  });

  test('with wrong usage ends with exit code 2', async () => {
    expect(await run('events', 'nonsense')).toMatchObject({ code: 2 });
    expect(await run('events', 'check', '--nonsense')).toMatchObject({ code: 2 });
  });
});
