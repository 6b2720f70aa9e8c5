export { OnOrderEvent } from './on-order-event.decorator.js';
export { OrderEventsModule } from './order-events.module.js';
