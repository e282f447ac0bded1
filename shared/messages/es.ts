import type { MessageKey } from './en.ts'
import { BILLS_ES } from './es/bills.ts'
import { ADDRESS_ES } from './es/address.ts'
import { CALL_ES } from './es/call.ts'
import { USED_BY_ES } from './es/used-by.ts'
import { CATALOGS_ES } from './es/catalogs.ts'
import { CORRECTIONS_ES } from './es/corrections.ts'
import { CHOOSING_ES } from './es/choosing.ts'
import { DESK_ES } from './es/desk.ts'
import { WHATIF_ES } from './es/whatif.ts'
import { DISPUTES_ES } from './es/disputes.ts'
import { ERRORS_ES } from './es/errors.ts'
import { IDENTITY_ES } from './es/identity.ts'
import { IMPORTING_ES } from './es/importing.ts'
import { FRAME_ES } from './es/frame.ts'
import { MAP_ES } from './es/map.ts'
import { MEASURES_ES } from './es/measures.ts'
import { OFFERS_ES } from './es/offers.ts'
import { ORDERS_ES } from './es/orders.ts'
import { PROMISES_ES } from './es/promises.ts'
import { PEOPLE_ES } from './es/people.ts'
import { PRINT_ES } from './es/print.ts'
import { REASONS_ES } from './es/reasons.ts'
import { PORT_LINE_ES } from './es/port-line.ts'
import { TRACE_ES } from './es/trace.ts'
import { LIVE_ES } from './es/live.ts'
import { PALETTE_ES } from './es/palette.ts'
import { PAYMENT_ES } from './es/payment.ts'
import { REGISTER_ES } from './es/register.ts'
import { SAY_ES } from './es/say.ts'
import { SLOW_ES } from './es/slow.ts'
import { USAGE_QUEUE_ES } from './es/usage-queue.ts'
import { USAGE_ES } from './es/usage.ts'

/** Every text of the console in Spanish, as it is spoken in the United States. The caller is "usted"; a desk's words are short. */
export const ES: Partial<Readonly<Record<MessageKey, string>>> = {
  ...ERRORS_ES,
  ...BILLS_ES,
  ...DISPUTES_ES,
  ...PRINT_ES,
  ...WHATIF_ES,
  ...PEOPLE_ES,
  ...REASONS_ES,
  ...TRACE_ES, ...PORT_LINE_ES,
  ...ORDERS_ES,
  ...CALL_ES,
  ...ADDRESS_ES,
  ...PAYMENT_ES, ...REGISTER_ES,
  ...PALETTE_ES,
  ...LIVE_ES,
  ...OFFERS_ES,
  ...CHOOSING_ES,
  ...SAY_ES,
  ...SLOW_ES,
  ...USAGE_ES,
  ...USAGE_QUEUE_ES,
  ...PROMISES_ES,
  ...DESK_ES,
  ...MAP_ES,
  ...CATALOGS_ES,
  ...USED_BY_ES,
  ...CORRECTIONS_ES,
  ...IMPORTING_ES,
  ...MEASURES_ES,
  ...FRAME_ES,
  ...IDENTITY_ES,
}
