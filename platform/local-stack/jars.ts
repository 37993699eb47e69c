import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from './startup-error.ts';

const run = promisify(execFile);

/** Jars are resolved once per checkout. */
const CACHE = resolve(import.meta.dirname, '../../.local/cache');
const MAVEN_TIMEOUT_MS = 300_000;

/** The folder of the jars that `pom` lists, from the cache or by Maven. Fails in one line without Java or Maven. */
export async function resolveJars(
  name: string,
  pom: string,
  report: (line: string) => void,
): Promise<string> {
  await requireProgram('java', '-version', 'Java 17 or newer');
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  await requireProgram('mvn', '--version', 'Maven');
  report(`Fetching the jars of ${name} with Maven, this once`);
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    await copyDependencies(pom, unfinished);
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function copyDependencies(pom: string, folder: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  try {
    await run('mvn', ['-q', '-B', '-f', pom, ...goal], { timeout: MAVEN_TIMEOUT_MS });
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    const reason = stdout.split('\n').find((line) => line.includes('[ERROR]')) ?? 'no reason given';
    throw new StartupError(`Maven could not fetch the jars of ${pom}: ${reason.replace('[ERROR] ', '')}`);
  }
}

async function requireProgram(program: string, probe: string, what: string): Promise<void> {
  try {
    await run(program, [probe]);
  } catch {
    throw new StartupError(
      `Kafka needs ${what}, and there is no working "${program}" here: install it, or name brokers in KAFKA_BROKERS.`,
    );
  }
}
