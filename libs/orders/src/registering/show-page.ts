import { type Merchant, TolemConfig } from '@app/config';
import { isAllowedPaymentPage } from '@app/gateway';
import { Injectable } from '@nestjs/common';
import { MerchantConditions } from '../cases/merchant-conditions.js';
import { ORDER_STATES } from '../order/order-state.js';
import type { Registration } from '../order/rows.js';
import { applied, type CaseReason, ignored, type LockedFacts, type Ruling } from '../ruling/ruling.js';
import { WriteRulings } from '../writing/write-rulings.js';

/** Cases of an order that came to no page: over as soon as it has one. */
export const TELL_OF_NO_PAGE: readonly CaseReason[] = ['never_reached_bank', 'internal_error'];

/** Whether its page, which was told to nobody, is on a host that is configured by now. */
const mayBeShown = ({ state, withheldUrl }: Registration, merchant: Merchant): boolean =>
  state === 'open' && withheldUrl !== null && isAllowedPaymentPage(withheldUrl, merchant);

/** Adds to a ruling that the page can be told: the order is registered, as it would have been at once. */
export function withPage(known: LockedFacts, ruling: Ruling, merchant: Merchant): Ruling {
  const { order, registration, isNewest } = known;
  if (!mayBeShown(registration, merchant)) return ruling;
  const stillOpen = (ruling.registration.state ?? registration.state) === 'open';
  const waits = ORDER_STATES[order.state].to.includes('registered') && order.settledBy === null;
  const announces = stillOpen && waits && isNewest && ruling.moves.length === 0;
  return {
    ...ruling,
    registration: { ...ruling.registration, formUrl: registration.withheldUrl, withheldUrl: null },
    ...(announces && {
      moves: [{ to: 'registered' }],
      closesOnOrder: [...ruling.closesOnOrder, ...TELL_OF_NO_PAGE],
    }),
  };
}

/** Tells a shop that calls again of the page that was withheld when it called before. */
@Injectable()
export class ShowPage {
  constructor(
    private readonly config: TolemConfig,
    private readonly write: WriteRulings,
    private readonly conditions: MerchantConditions,
  ) {}

  /** Does nothing where no page of these may be shown. */
  async execute(registrations: readonly Registration[], cause = 'shop'): Promise<void> {
    for (const registration of registrations) {
      const merchant = this.config.findMerchant(registration.merchantId);
      if (!merchant || !mayBeShown(registration, merchant)) continue;
      const judge = (known: LockedFacts) => withPage(known, unchanged(known), merchant);
      await this.write.execute([{ registration, cause, judge }]);
      await this.conditions.end(merchant.id, 'unknown_page_host', cause);
    }
  }
}

/** The next poll stays when it was. */
function unchanged({ registration, now }: LockedFacts): Ruling {
  const { nextPollAt } = registration;
  if (nextPollAt === null) return ignored(registration);
  const afterMs = Math.max(0, nextPollAt.getTime() - now.getTime());
  return applied({ registration: {}, nextPoll: { ...registration, afterMs } });
}
