import { randomToken } from '@app/kernel';
import { DisableOperator, OperatorsRepository, SaveOperator } from '@app/operators';
import { Injectable } from '@nestjs/common';
import type { Command } from './read-command.js';
import { readPassword } from './read-password.js';

@Injectable()
export class RunCommand {
  constructor(
    private readonly saveOperator: SaveOperator,
    private readonly disableOperator: DisableOperator,
    private readonly operators: OperatorsRepository,
  ) {}

  /** Answers what to print; throws an Error that says why nothing was done. */
  async execute(command: Command): Promise<string> {
    if (command.does === 'list') return this.list();
    if (command.does === 'add') return this.add(command);
    if (await this.disableOperator.execute(command.name))
      return `${command.name} is disabled, and signed in nowhere any more.`;
    throw new Error(`There is no operator ${command.name}.`);
  }

  private async add(command: Extract<Command, { does: 'add' }>): Promise<string> {
    const { name, role, generate } = command;
    const password = generate ? randomToken() : await readPassword(name);
    if (command.unlessSame && (await this.saveOperator.isSaved({ name, password, role })))
      return `${name} is as you say.`;
    const saved = await this.saveOperator.execute({ name, password, role });
    const said =
      saved.how === 'made'
        ? `${name} may sign in as ${saved.role}.`
        : `${name} has a new password, is ${saved.role}, and has to sign in again.`;
    return generate ? `${said}\nPassword, shown this once: ${password}` : said;
  }

  private async list(): Promise<string> {
    const all = await this.operators.list();
    if (all.length === 0) return 'There are no operators yet.';
    const width = Math.max(...all.map(({ name }) => name.length));
    const lines = all.map(({ name, role, disabled, lastSeenAt }) => {
      const seen = lastSeenAt ? `last seen ${lastSeenAt.toISOString()}` : 'never seen';
      return `${name.padEnd(width)}  ${role.padEnd(8)}  ${seen}${disabled ? ', disabled' : ''}`;
    });
    return lines.join('\n');
  }
}
