import { createContext, useContext } from 'react';
import type { Session } from '../api/contract.js';
import type { Role } from '../api/words.js';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

const RANKS: readonly Role[] = ['viewer', 'operator', 'admin'];

/** Roles are ranks. This only spares a button that would be refused: the service decides. */
export function useMay(role: Role): boolean {
  return RANKS.indexOf(useSession().role) >= RANKS.indexOf(role);
}
