import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');

const WORKSPACES = ['platform', 'gateway', 'schema-registry', 'clients/*', 'subgraphs/*'];

const nameOf = (workspace: string): string =>
  (JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as { name: string }).name;

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** A copy of this repository as it stands in the working folder, which imports its own workspaces. Answers its folder. */
export function scratchRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scratch-repository-'));
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const path of stdout.trim().split('\n')) cpSync(join(ROOT, path), join(folder, path), { force: true });
  const workspaces = globSync(
    WORKSPACES.map((path) => `${path}/package.json`),
    { cwd: folder },
  ).map(dirname);
  const names = new Map(workspaces.map((path) => [nameOf(join(folder, path)), path]));
  const own = new Set([...names.keys()].map((name) => name.split('/')[0]));
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (!own.has(name)) link(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  for (const [name, path] of names) link(join(folder, path), join(folder, 'node_modules', name));
  spawnSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}
