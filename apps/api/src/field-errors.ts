import type { FieldError } from '@app/kernel';

type Issue = Readonly<{
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[];
  keys?: unknown;
}>;

/** The issues of a schema as JSON Pointers. An unknown field is named itself, not the object that holds it. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.flatMap((issue) => {
    const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
    if (!Array.isArray(issue.keys)) return [{ pointer: pointerTo(path), detail: issue.message }];
    return issue.keys.map((key: string) => ({
      pointer: pointerTo([...path, key]),
      detail: 'Unknown field',
    }));
  });
}

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
