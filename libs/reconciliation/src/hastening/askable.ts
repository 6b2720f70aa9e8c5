/**
 * SQL: registrations `r` that are looked at, and may be asked about ahead of their time. What is being sent or recovered is not
 * among them: recovery asks by itself, and a bank that loses every answer must not be given an order at every question.
 */
export const ASKABLE = `(r.next_poll_at IS NOT NULL AND r.state IN ('open', 'closed', 'orphan'))`;
