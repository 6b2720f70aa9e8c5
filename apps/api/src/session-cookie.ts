const COOKIE = 'tolem_ops';
/** Under this path alone: no shop's call and no payer's page ever carries it. */
const ATTRIBUTES = 'Path=/ops; HttpOnly; SameSite=Strict';
const SENT = new RegExp(`(?:^|;)\\s*${COOKIE}=([\\w-]{43})\\s*(?:;|$)`);

/** The session's token in a `Cookie` header. */
export const readSessionToken = (header: string | undefined): string | undefined =>
  SENT.exec(header ?? '')?.[1];

export const sessionCookie = (token: string, maxAgeSeconds: number, secure: boolean): string =>
  `${COOKIE}=${token}; Max-Age=${maxAgeSeconds}; ${ATTRIBUTES}${secure ? '; Secure' : ''}`;

export const noSessionCookie = (secure: boolean): string => sessionCookie('', 0, secure);
