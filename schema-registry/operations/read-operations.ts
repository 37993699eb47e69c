import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Finding } from '../findings.ts';
import { parseFile } from '../parse-file.ts';
import type { OperationFile } from './check-operations.ts';

const OPERATIONS = 'clients/operations';

/** The clients' operations, by name, none where there is no folder of them; the syntax errors of all files are found at once. */
export function readOperations(folder: string): Result<OperationFile[], Finding[]> {
  if (!existsSync(join(folder, OPERATIONS))) return ok([]);
  const names = readdirSync(join(folder, OPERATIONS)).filter((name) => name.endsWith('.graphql'));
  const parsed = names.sort().map((name) => {
    const path = `${OPERATIONS}/${name}`;
    return { path, result: parseFile({ path, text: readFileSync(join(folder, path), 'utf8') }) };
  });
  const faults = parsed.flatMap(({ result }) => (result.ok ? [] : [result.error]));
  if (faults.length > 0) return refuse(faults);
  return ok(parsed.flatMap(({ path, result }) => (result.ok ? [{ path, document: result.value }] : [])));
}
