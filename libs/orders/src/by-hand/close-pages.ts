import { TolemConfig } from '@app/config';
import { CommitNotifier } from '@app/database';
import { GatewayClient } from '@app/gateway';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { RegistrationsRepository } from '../order/registrations.repository.js';
import type { Registration } from '../order/rows.js';

/** errorCode of decline.do for an order that the bank does not have (gateway.md §5). */
const UNKNOWN_ORDER = 6;

/** One poll takes a second or two; longer than this a person is not kept waiting. */
const WORD_OF_BANK_MS = 5_000;

/**
 * Asks the bank to close pages that no one is to pay any more, and waits for its word about those that it agreed to close: a
 * page is closed when the bank's status says so. A page that the bank does not know cannot be closed, and need not be.
 */
@Injectable()
export class ClosePages {
  constructor(
    private readonly config: TolemConfig,
    private readonly gateway: GatewayClient,
    private readonly registrations: RegistrationsRepository,
    private readonly commits: CommitNotifier,
  ) {}

  /** Throws NOT_RESOLVABLE where an open page stays open, or the bank's word that it is closed has not come. */
  async execute(pages: readonly Registration[]): Promise<void> {
    const agreed: Registration[] = [];
    for (const page of pages) if (await this.close(page)) agreed.push(page);
    if (agreed.length === 0) return;
    const ids = agreed.map(({ id }) => id);
    await this.registrations.giveBack(ids);
    const closed = await this.commits.waitUntil(
      agreed[0]!.orderId,
      () => this.areClosed(ids),
      WORD_OF_BANK_MS,
    );
    if (!closed && agreed.some(isOpen))
      throw notClosed('The bank has agreed to close the page, but does not call it closed yet. Try again');
  }

  /** Whether the bank agreed. */
  private async close(page: Registration): Promise<boolean> {
    const { merchantId, gatewayOrderId, gatewayOrderNumber } = page;
    const merchant = this.config.findMerchant(merchantId);
    // One that is configured no more cannot be asked.
    if (!merchant && !isOpen(page)) return false;
    if (!merchant) throw notClosed(`Merchant ${merchantId} is not configured: its bank cannot be asked`);
    const outcome = await this.gateway.decline(merchant, {
      gatewayOrderId: gatewayOrderId!,
      gatewayOrderNumber,
    });
    if (outcome.kind === 'answered') return true;
    // It does not know the page, or cannot be asked. Any other refusal is about a page that it has.
    const isUnknown = outcome.kind !== 'refused' || outcome.code === UNKNOWN_ORDER;
    if (!isOpen(page) && isUnknown) return false;
    const why = outcome.kind === 'refused' ? `refused with code ${outcome.code}` : 'gave no answer';
    throw notClosed(`The bank was to close page ${gatewayOrderNumber} and ${why}: it may still be paid`);
  }

  private async areClosed(ids: readonly string[]): Promise<true | null> {
    const pages = await this.registrations.findAll(ids);
    return pages.every(({ state }) => state === 'closed') ? true : null;
  }
}

const isOpen = ({ status }: Registration): boolean => status === 'open';

const notClosed = (detail: string): AppError => new AppError('NOT_RESOLVABLE', detail);
