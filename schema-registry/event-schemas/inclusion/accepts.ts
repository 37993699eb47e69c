import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Json, JsonObject } from 'platform/kernel/json';
import { isOfTypes } from './json-type.ts';
import { canonical, isObject, type SchemaDocument, type SchemaNode } from './schema-node.ts';
import { Unprovable } from './unprovable.ts';

interface Validators {
  readonly ajv: Ajv2020;
  readonly byPointer: Map<string, ValidateFunction>;
}

const validators = new WeakMap<SchemaDocument, Validators>();

const ROOT = 'root';

/** Without the name and dialect that the document gives itself: both may be of nowhere. */
function open(document: SchemaDocument): Validators {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
  formats.default(ajv);
  const { $id, $schema, ...schema } = document.root as JsonObject;
  ajv.addSchema(isObject(document.root) ? schema : (document.root as boolean), ROOT);
  const opened = { ajv, byPointer: new Map() };
  validators.set(document, opened);
  return opened;
}

function validatorOf({ document, pointer }: SchemaNode): ValidateFunction {
  const { ajv, byPointer } = validators.get(document) ?? open(document);
  const fragment = pointer.split('/').map(encodeURIComponent).join('/');
  const validator = byPointer.get(pointer) ?? ajv.compile({ $ref: `${ROOT}#${fragment}` });
  byPointer.set(pointer, validator);
  return validator;
}

const PLAIN: ReadonlySet<string> = new Set(['type', 'enum', 'const', 'title', 'description', 'default']);

/** Answers without a validator, which takes time to make, for schemas that only list types and values. */
function acceptsPlainly({ schema }: SchemaNode, value: Json): boolean | undefined {
  if (!isObject(schema) || !Object.keys(schema).every((keyword) => PLAIN.has(keyword))) return undefined;
  const text = canonical(value);
  const isListed = !Array.isArray(schema.enum) || schema.enum.some((listed) => canonical(listed) === text);
  const isOnly = schema.const === undefined || canonical(schema.const) === text;
  return isOfTypes(value, schema.type) && isListed && isOnly;
}

/** Whether a schema accepts a value. Throws Unprovable at one that is a part of itself, or cannot be compiled. */
export function accepts(node: SchemaNode, value: Json): boolean {
  if (typeof node.schema === 'boolean') return node.schema;
  const plain = acceptsPlainly(node, value);
  if (plain !== undefined) return plain;
  try {
    return validatorOf(node)(value) === true;
  } catch (error) {
    throw new Unprovable(`a schema cannot be applied (${(error as Error).message})`);
  }
}

/** Why it does not; none when it does. */
export function refusalOf(node: SchemaNode, value: Json): ErrorObject | undefined {
  if (accepts(node, value) || typeof node.schema === 'boolean') return undefined;
  const validate = validatorOf(node);
  return validate(value) ? undefined : validate.errors?.at(-1);
}
