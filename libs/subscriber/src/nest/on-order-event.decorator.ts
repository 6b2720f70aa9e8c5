import 'reflect-metadata';
import type { EventDataOf, EventType, TolemEvent } from '../events/event.js';

const KEY = Symbol('the event types of a method');

type Handles<T extends EventType> = (event: TolemEvent<EventDataOf<T>>) => unknown;

/** Marks a method of a provider as the handler of one type of event; its parameter has to be an event of that type. */
export function OnOrderEvent<T extends EventType>(type: T) {
  return <M extends Handles<T>>(
    _: object,
    _name: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => Reflect.defineMetadata(KEY, [...eventTypesOf(method.value), type], method.value!);
}

/** The types that a method is marked with. */
export function eventTypesOf(method: unknown): string[] {
  return typeof method === 'function' ? (Reflect.getMetadata(KEY, method) ?? []) : [];
}
