import { ADDRESS_EN } from './en/address.ts'
import { BILLS_EN } from './en/bills.ts'
import { CALL_EN } from './en/call.ts'
import { USED_BY_EN } from './en/used-by.ts'
import { CATALOGS_EN } from './en/catalogs.ts'
import { CORRECTIONS_EN } from './en/corrections.ts'
import { CHOOSING_EN } from './en/choosing.ts'
import { DESK_EN } from './en/desk.ts'
import { WHATIF_EN } from './en/whatif.ts'
import { DISPUTES_EN } from './en/disputes.ts'
import { ERRORS_EN } from './en/errors.ts'
import { IDENTITY_EN } from './en/identity.ts'
import { IMPORTING_EN } from './en/importing.ts'
import { FRAME_EN } from './en/frame.ts'
import { MAP_EN } from './en/map.ts'
import { MEASURES_EN } from './en/measures.ts'
import { OFFERS_EN } from './en/offers.ts'
import { ORDERS_EN } from './en/orders.ts'
import { PROMISES_EN } from './en/promises.ts'
import { PEOPLE_EN } from './en/people.ts'
import { PRINT_EN } from './en/print.ts'
import { REASONS_EN } from './en/reasons.ts'
import { PORT_LINE_EN } from './en/port-line.ts'
import { TRACE_EN } from './en/trace.ts'
import { LIVE_EN } from './en/live.ts'
import { PALETTE_EN } from './en/palette.ts'
import { PAYMENT_EN } from './en/payment.ts'
import { REGISTER_EN } from './en/register.ts'
import { SAY_EN } from './en/say.ts'
import { SLOW_EN } from './en/slow.ts'
import { USAGE_QUEUE_EN } from './en/usage-queue.ts'
import { USAGE_EN } from './en/usage.ts'

/** Every text of the console, American English, by area. */
export const EN = {
  ...ERRORS_EN,
  ...BILLS_EN,
  ...DISPUTES_EN,
  ...PRINT_EN,
  ...WHATIF_EN,
  ...PEOPLE_EN,
  ...REASONS_EN,
  ...TRACE_EN, ...PORT_LINE_EN,
  ...ORDERS_EN,
  ...CALL_EN,
  ...ADDRESS_EN,
  ...PAYMENT_EN, ...REGISTER_EN,
  ...PALETTE_EN,
  ...LIVE_EN,
  ...OFFERS_EN,
  ...CHOOSING_EN,
  ...SAY_EN,
  ...SLOW_EN,
  ...USAGE_EN,
  ...USAGE_QUEUE_EN,
  ...PROMISES_EN,
  ...DESK_EN,
  ...MAP_EN,
  ...CATALOGS_EN,
  ...USED_BY_EN,
  ...CORRECTIONS_EN,
  ...IMPORTING_EN,
  ...MEASURES_EN,
  ...FRAME_EN,
  ...IDENTITY_EN,
} as const

export type MessageKey = keyof typeof EN
