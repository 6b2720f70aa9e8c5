import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { assertEventTypes, type OrderEventHandlers } from '../handlers.js';
import { eventTypesOf } from './on-order-event.decorator.js';

type Handler = Readonly<{ type: string; name: string; handle: (event: never) => unknown }>;

/** Finds what is marked with `@OnOrderEvent` on the providers of the application. */
@Injectable()
export class FindHandlers {
  private readonly methods = new MetadataScanner();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Throws, by name, for a type that does not exist and for a second handler of a type. */
  execute(): OrderEventHandlers {
    const instances = new Set<unknown>(this.discovery.getProviders().map(({ instance }) => instance));
    const found = [...instances].flatMap((instance) => this.handlersOf(instance));
    assertEventTypes(found.map(({ type }) => type));
    assertOneEach(found);
    return Object.fromEntries(found.map(({ type, handle }) => [type, handle]));
  }

  private handlersOf(instance: unknown): Handler[] {
    if (typeof instance !== 'object' || instance === null) return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, (event: never) => unknown> | null;
    return this.methods.getAllMethodNames(prototype).flatMap((method) =>
      eventTypesOf(prototype![method]).map((type) => ({
        type,
        name: `${instance.constructor.name}.${method}`,
        handle: prototype![method]!.bind(instance),
      })),
    );
  }
}

function assertOneEach(handlers: readonly Handler[]): void {
  for (const { type } of handlers) {
    const names = handlers.filter((other) => other.type === type).map(({ name }) => name);
    if (names.length > 1) throw new Error(`${type} has more than one handler: ${names.join(', ')}`);
  }
}
