import { Ajv2020 } from 'ajv/dist/2020.js';
import { assert } from '../kernel/assert.ts';
import { jsonSchemaOf, type MessageDeclaration } from './contract.ts';

export type Validate = (type: string, data: unknown) => MessageDeclaration;

/**
 * Checks payloads against the JSON Schema of their declared type, when they are appended: in the relay it would be
 * too late. A payload that does not fit is a bug of the writer.
 */
export function messageValidator(declarations: readonly MessageDeclaration[]): Validate {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  const known = new Map(
    declarations.map((declaration) => [
      declaration.type,
      { declaration, fits: ajv.compile(jsonSchemaOf(declaration)) },
    ]),
  );
  return (type, data) => {
    const entry = known.get(type);
    assert(entry, `undeclared message type ${type}`);
    assert(entry.fits(data), `${type} does not fit its schema: ${ajv.errorsText(entry.fits.errors)}`);
    return entry.declaration;
  };
}
