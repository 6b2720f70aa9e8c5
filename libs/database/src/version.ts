import packageJson from '../../../package.json' with { type: 'json' };

/** This version of Tolem, `major.minor.patch`: what the database's `oldest_version` is held against. */
export const VERSION: string = packageJson.version;
