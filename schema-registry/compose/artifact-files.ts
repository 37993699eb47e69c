import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../findings.ts';
import type { Artifacts } from './artifacts.ts';
import { COMPOSED } from './subgraph-source.ts';

function currentText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Files of the generated folder that nothing makes any more. */
function stale(folder: string, artifacts: Artifacts): string[] {
  try {
    return readdirSync(join(folder, COMPOSED), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => !artifacts.has(path));
  } catch {
    return [];
  }
}

/** What differs between the files on disk and what would be written. */
export function driftOf(folder: string, artifacts: Artifacts): Finding[] {
  const drift = (file: string, message: string): Finding => {
    return { rule: 'drift', severity: 'error', message, file, fix: 'npm run compose' };
  };
  const changed = [...artifacts].filter(([path, text]) => currentText(join(folder, path)) !== text);
  return [
    ...changed.map(([path]) => drift(path, 'is not what the schemas give')),
    ...stale(folder, artifacts).map((path) => drift(path, 'is made by no schema')),
  ];
}

/** Writes what differs and deletes what is stale; returns what was done, one line each. */
export function writeArtifacts(folder: string, artifacts: Artifacts): string[] {
  return driftOf(folder, artifacts).map(({ file: path = '' }) => {
    const text = artifacts.get(path);
    if (text === undefined) {
      rmSync(join(folder, path));
      return `deleted ${path}`;
    }
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return `wrote ${path}`;
  });
}
