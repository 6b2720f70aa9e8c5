import type { Params } from 'nestjs-pino';

/**
 * One line of JSON per fact. A request is logged by its route, never by its address: tokens travel in addresses. Headers
 * and bodies are not logged at all.
 */
export function loggingOptions(name: string, level: string): Params {
  return {
    pinoHttp: {
      name,
      level,
      serializers: {
        req: (request: { id: unknown; method: string; routeOptions?: { url?: string } }) => ({
          id: request.id,
          method: request.method,
        }),
        err: safeError,
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      customLogLevel: (_request, response, error) =>
        error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
      quietReqLogger: true,
    },
  };
}

/** What an error is, not what it was given: a failed query carries its parameters, and they may be a payer's. */
function safeError(error: Error & { code?: unknown; cause?: unknown }): Record<string, unknown> {
  const { name, message, stack, code } = error;
  return { type: name, message, stack, ...(typeof code === 'string' && { code }) };
}
