import type { Migration } from '../sql/migrate.ts'
import { foundation } from './migrations/001-foundation.ts'
import { releasedOrders } from './migrations/002-released-orders.ts'
import { pins } from './migrations/003-pins.ts'
import { people } from './migrations/004-people.ts'
import { calls } from './migrations/005-calls.ts'
import { bills } from './migrations/006-bills.ts'
import { usage } from './migrations/007-usage.ts'
import { usageDecisions } from './migrations/008-usage-decisions.ts'
import { territory } from './migrations/009-territory.ts'
import { portBooks } from './migrations/010-port-books.ts'
import { portTerms } from './migrations/011-port-terms.ts'
import { billingFailures } from './migrations/012-billing-failures.ts'
import { priceCorrections } from './migrations/013-price-corrections.ts'
import { usagePacks } from './migrations/014-usage-packs.ts'
import { lentTurns } from './migrations/015-lent-turns.ts'

/** Central's schema, oldest first, without gaps. */
export const CENTRAL_MIGRATIONS: readonly Migration[] = [foundation, releasedOrders, pins, people, calls, bills, usage, usageDecisions, territory, portBooks, portTerms, billingFailures, priceCorrections, usagePacks, lentTurns]
