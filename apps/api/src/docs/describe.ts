import { type ErrorCode, ERRORS } from '@app/kernel';
import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { jsonSchema, PROBLEM_SHAPE } from './shapes.js';

type Answer = Readonly<{ status: number; says: string; shape?: z.ZodType; example?: unknown }>;

/** What every call of a shop may be answered with. */
const ALWAYS: readonly ErrorCode[] = [
  'UNAUTHORIZED',
  'FORBIDDEN',
  'TOO_MANY_REQUESTS',
  'INTERNAL_ERROR',
  'UNAVAILABLE',
];

/** Describes a route for shops: what it does, what it answers, and every error it may give. */
export function Describe(
  summary: string,
  { answers, errors }: Readonly<{ answers: readonly Answer[]; errors: readonly ErrorCode[] }>,
): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiBearerAuth('key'),
    ...answers.map(toResponse),
    ...[...byStatus([...errors, ...ALWAYS])].map(toProblem),
  );
}

function toResponse({ status, says, shape, example }: Answer): MethodDecorator {
  if (!shape) return ApiResponse({ status, description: says });
  const media = { schema: jsonSchema(shape), ...(example !== undefined && { example }) };
  return ApiResponse({ status, description: says, content: { 'application/json': media } });
}

function toProblem([status, codes]: [number, ErrorCode[]]): MethodDecorator {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: problemExample(code) }]));
  const media = { schema: jsonSchema(PROBLEM_SHAPE), examples };
  return ApiResponse({
    status,
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}.`).join(' '),
    content: { 'application/problem+json': media },
  });
}

function problemExample(code: ErrorCode): Record<string, unknown> {
  const { status, retry, title } = ERRORS[code];
  return { type: `urn:tolem:error:${code}`, title, status, detail: title, code, retry, errors: [] };
}

function byStatus(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  const groups = new Map<number, ErrorCode[]>();
  for (const code of codes)
    groups.set(ERRORS[code].status, [...(groups.get(ERRORS[code].status) ?? []), code]);
  return groups;
}
