import { type ComponentType, lazy } from 'react';

/** The file of a page could not be fetched: the service is away, or a newer one has other files. */
export class NotLoaded extends Error {}

/** A page whose file is loaded when it is first opened. */
export const lazyPage = (load: () => Promise<{ default: ComponentType }>) =>
  lazy(() =>
    load().catch((error: unknown) => {
      throw new NotLoaded('the page', { cause: error });
    }),
  );
