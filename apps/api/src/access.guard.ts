import type { Scope, Shop } from '@app/config';
import { AppError } from '@app/kernel';
import type { Role, Session } from '@app/operators';
import {
  type CanActivate,
  createParamDecorator,
  type CustomDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdmitOperator } from './admit-operator.js';
import { ApiKeys } from './api-keys.js';

type Access = Readonly<{ kind: 'public' } | { kind: 'shop'; scope: Scope } | { kind: 'ops'; role: Role }>;
type MarkedRequest = FastifyRequest & { shop?: Shop; session?: Session };

const ACCESS = 'tolem:access';

/** Anybody may call this. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** A shop with an API key of this scope may call this. */
export const ForShops = (scope: Scope): CustomDecorator =>
  SetMetadata(ACCESS, { kind: 'shop', scope } satisfies Access);

/** An operator of this role or a higher one may call this; what changes something needs the CSRF token too. */
export const ForOperators = (role: Role): CustomDecorator =>
  SetMetadata(ACCESS, { kind: 'ops', role } satisfies Access);

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<MarkedRequest>();

/** The shop whose key came with the request. */
export const CurrentShop = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requestOf(context).shop,
);

/** The operator whose session the request came with. */
export const CurrentOperator = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requestOf(context).session?.operator,
);

export const CurrentSession = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requestOf(context).session,
);

/** Denies by default: a route that carries no mark is nobody's. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
    private readonly operators: AdmitOperator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new AppError('FORBIDDEN', 'This route is open to nobody');
    const request = requestOf(context);
    if (access.kind === 'shop') request.shop = this.mustFindShop(request, access.scope);
    if (access.kind === 'ops') {
      // Neither the browser nor anything on the way keeps what only this operator may see.
      void context.switchToHttp().getResponse<FastifyReply>().header('cache-control', 'no-store');
      request.session = await this.operators.admit(request, access.role);
    }
    return true;
  }

  private mustFindShop({ headers }: FastifyRequest, scope: Scope): Shop {
    const found = this.keys.findIn(headers.authorization);
    if (!found) throw this.keys.refusal();
    if (!found.scopes.includes(scope)) throw new AppError('FORBIDDEN', `The key lacks the scope ${scope}`);
    return found.shop;
  }
}
