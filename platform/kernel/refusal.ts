/**
 * An expected outcome other than success, as a value. `type` is its type in the API; further fields are the data
 * it carries ("available", "requested"). `path` is the input field at fault, outermost first.
 */
export interface Refusal<Type extends string = string> {
  readonly type: Type;
  /** For people. Programs go by the code. */
  readonly message: string;
  readonly path?: readonly string[];
}

/** The stable code of a refusal: `InsufficientFunds` is `INSUFFICIENT_FUNDS`. */
export const refusalCode = (type: string): string =>
  type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
