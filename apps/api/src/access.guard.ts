import type { Scope, Shop } from '@app/config';
import { AppError } from '@app/kernel';
import {
  type CanActivate,
  createParamDecorator,
  type CustomDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ApiKeys } from './api-keys.js';

type Access = Readonly<{ kind: 'public' } | { kind: 'shop'; scope: Scope }>;
type ShopRequest = FastifyRequest & { shop?: Shop };

const ACCESS = 'tolem:access';

/** Anybody may call this. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** A shop with an API key of this scope may call this. */
export const ForShops = (scope: Scope): CustomDecorator =>
  SetMetadata(ACCESS, { kind: 'shop', scope } satisfies Access);

/** The shop whose key came with the request. */
export const CurrentShop = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<ShopRequest>().shop,
);

/** Denies by default: a route that carries no mark is nobody's. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new AppError('FORBIDDEN', 'This route is open to nobody');
    if (access.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<ShopRequest>();
    const key = /^Bearer ([\w-]{1,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const found = key && this.keys.find(key);
    if (!found) throw new AppError('UNAUTHORIZED', 'Send a valid key as "Authorization: Bearer <key>"');
    if (!found.scopes.includes(access.scope))
      throw new AppError('FORBIDDEN', `The key lacks the scope ${access.scope}`);
    request.shop = found.shop;
    return true;
  }
}
