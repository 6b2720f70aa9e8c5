import type { Params } from 'nestjs-pino';
import { OutageLines } from './outage-lines.js';

/**
 * One line of JSON per fact. A request is logged by its route, never by its address: tokens travel in addresses. Headers
 * and bodies are not logged at all.
 */
export function loggingOptions(name: string, level: string): Params {
  const outages = new OutageLines();
  return {
    pinoHttp: {
      name,
      level,
      hooks: {
        logMethod(line, log) {
          const keptBack = outages.pass(line);
          if (keptBack === null) return;
          log.apply(this, line);
          if (keptBack > 0) log.call(this, `${keptBack} more lines like that were kept back`);
        },
      },
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
