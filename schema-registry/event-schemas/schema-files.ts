import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from 'platform/kernel/json';
import { InputError } from '../findings.ts';
import type { EventSchema } from './event-schema.ts';
import { isObject } from './inclusion/schema-node.ts';
import { lineFinder } from './line-finder.ts';

const EXTENSION = '.json';
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

function namesIn(folder: string, path: string): string[] {
  try {
    return readdirSync(join(folder, path)).filter((name) => name.endsWith(EXTENSION));
  } catch {
    throw new InputError(`${path}: cannot be read`);
  }
}

function parse(file: string, text: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, line = '1'] = /\(line (\d+)/.exec(String(error)) ?? [];
    throw new InputError(`${file}:${line}: is no JSON`);
  }
}

/** Other drafts read some of the same keywords otherwise. */
function asSchema(file: string, value: Json, ajv: Ajv2020): JsonObject {
  if (!isObject(value)) throw new InputError(`${file}:1: expected a JSON Schema that is an object`);
  const { $schema = DIALECT } = value;
  if ($schema !== DIALECT) throw new InputError(`${file}:1: "$schema": expected ${DIALECT}`);
  if (!ajv.validateSchema(value))
    throw new InputError(`${file}:1: ${ajv.errorsText(ajv.errors, { dataVar: '' })}`);
  return value;
}

/** The schemas of a folder of JSON Schema files, each named by the type: `ledger.account.opened.v1.json`. */
export function schemaFiles(folder: string, path: string): EventSchema[] {
  const ajv = new Ajv2020({ strict: false, logger: false });
  return namesIn(folder, path)
    .sort()
    .map((name) => {
      const file = join(path, name);
      const text = readFileSync(join(folder, file), 'utf8');
      const schema = asSchema(file, parse(file, text), ajv);
      return { type: name.slice(0, -EXTENSION.length), schema, file, lineOf: lineFinder(text) };
    });
}
