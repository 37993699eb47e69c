import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from './run.ts';
import { emptyProject, writeFiles } from './tree.ts';

const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** The fenced blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text ?? '');

/** Each block of SDL begins with its file's name. */
const files = Object.fromEntries(
  blocks('graphql').map((text) => {
    const [, name = '', sdl = ''] = /^# (\S+)\n(.*)$/s.exec(text) ?? [];
    return [name, sdl];
  }),
);

test('the README shows what the check of its example prints', async () => {
  const [config = ''] = blocks('yaml');
  const [shown = ''] = blocks('console');
  const folder = emptyProject();
  writeFiles(folder, { 'supergraph.yaml': config, ...files });
  const inProject = (command: string) => run(command, '--config', join(folder, 'supergraph.yaml'));
  expect(await inProject('publish')).toMatchObject({ code: 0 });
  const changed = files['products.graphql']?.replace('  weight: Int\n', '') ?? '';
  writeFiles(folder, { 'products.graphql': changed });
  expect(await inProject('check')).toEqual({
    code: 1,
    stdout: shown.replace('$ schema-registry check\n', ''),
    stderr: '',
  });
});

test('the README has every command', async () => {
  const { stdout } = await run('--help');
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) \[/gm)].map(([, name]) => name ?? '');
  expect(commands.length).toBeGreaterThan(6);
  for (const command of commands) if (command !== 'help') expect(README).toContain(`| \`${command}`);
});
