/**
 * No data of a test outlives its machine, so nothing need wait for the disk. A server that is killed loses nothing by it: what it has
 * written is with the system.
 */
export const TEST_POSTGRES_SETTINGS = ['fsync=off', 'full_page_writes=off'];
