import type { CentralCommandName, CentralQueryName } from '../../shared/contract/central/wire.ts'
import type { Role } from '../../shared/domain/roles.ts'
import { assignAddress } from './addressing/assign-address.ts'
import { holdAddress } from './addressing/hold-address.ts'
import { listAssignments } from './addressing/list-assignments.ts'
import { releaseAddress } from './addressing/release-address.ts'
import { activateBilling } from './billing/activate-billing.ts'
import { answerDispute, disputeLine, releaseBill, runBills } from './billing/commands.ts'
import { listBillingServices } from './billing/list-services.ts'
import { recordCall } from './calls/record-call.ts'
import { summarizeCallsOfDesks } from './calls/summarize-calls.ts'
import { countDue } from './billing/count-due.ts'
import { completenessOfBills } from './billing/prove-completeness.ts'
import { currentCatalog } from './catalog/current-catalog.ts'
import { publishCatalog } from './catalog/publish-catalog.ts'
import { commandOutcome } from './command-outcome.ts'
import type { CommandHandler, QueryHandler } from './context.ts'
import { linkLocalId } from './crosswalk/link-local-id.ts'
import { releaseLocalId } from './crosswalk/release-local-id.ts'
import { customerHistory } from './customers/customer-history.ts'
import { getCustomer } from './customers/get-customer.ts'
import { mergeCustomer } from './customers/merge-customer.ts'
import { noteCustomer } from './customers/note-customer.ts'
import { registerCustomer } from './customers/register-customer.ts'
import { unmergeCustomer } from './customers/unmerge-customer.ts'
import { recordOrder } from './orders/record-order.ts'
import { resetPin } from './pins/reset-pin.ts'
import { unlockPin } from './pins/unlock-pin.ts'
import { correctPrice, previewCorrection } from './usage/corrections/correct-price.ts'
import { packMark, packUsage } from './usage/packs/pack-usage.ts'
import { countOpenCorrections, rerateUsage } from './usage/corrections/rerate.ts'
import { attachUsage, guideUsageAgain, listUsageCandidates, listWaitingUsage, setUsageAside } from './usage/work-queue.ts'
import { checkQualification } from './qualification/check.ts'
import { publishTerritory, territoryPart } from './territory/publish-territory.ts'
import { holdPort } from './port-book/hold-port.ts'
import { planPorts } from './port-book/plan-ports.ts'
import { planPortRecords } from './port-book/plan-territory.ts'
import { readPortBook } from './port-book/read-book.ts'
import { countDuePorts, releasePort, settlePorts } from './port-book/release-port.ts'
import { reservePort } from './port-book/reserve-port.ts'
import { waitForPort } from './port-book/wait-for-port.ts'
import { verifyPin } from './pins/verify-pin.ts'

/** 'system' is central's own host, e.g. at first start; no desk signs in as it. */
type ActingRole = Role | 'system'
const CALL: readonly ActingRole[] = ['rep', 'supervisor', 'administrator']
const UNLOCK: readonly ActingRole[] = ['supervisor', 'administrator']
const RUN: readonly ActingRole[] = ['supervisor', 'administrator', 'system']
const PUBLISH: readonly ActingRole[] = ['administrator', 'system']

/** Every command with who may send it and the use case behind it. Exhaustive: a wire row without one does not compile. */
export const COMMANDS: { readonly [N in CentralCommandName]: { readonly roles: readonly ActingRole[]; readonly run: CommandHandler<N> } } = {
  'customer.register': { roles: CALL, run: registerCustomer },
  'customer.verifyPin': { roles: CALL, run: verifyPin },
  'customer.unlockPin': { roles: UNLOCK, run: unlockPin },
  'customer.resetPin': { roles: CALL, run: resetPin },
  'customer.merge': { roles: CALL, run: mergeCustomer },
  'customer.unmerge': { roles: CALL, run: unmergeCustomer },
  'customer.note': { roles: CALL, run: noteCustomer },
  'order.record': { roles: CALL, run: recordOrder },
  'call.record': { roles: CALL, run: recordCall },
  'crosswalk.link': { roles: CALL, run: linkLocalId },
  'crosswalk.release': { roles: CALL, run: releaseLocalId },
  'address.hold': { roles: CALL, run: holdAddress },
  'address.assign': { roles: CALL, run: assignAddress },
  'address.release': { roles: CALL, run: releaseAddress },
  'ports.plan': { roles: PUBLISH, run: planPorts },
  'ports.planRecords': { roles: PUBLISH, run: planPortRecords },
  'ports.wait': { roles: CALL, run: waitForPort },
  'ports.hold': { roles: CALL, run: holdPort },
  'ports.reserve': { roles: CALL, run: reservePort },
  'ports.release': { roles: CALL, run: releasePort },
  'ports.settle': { roles: RUN, run: settlePorts },
  'billing.activate': { roles: CALL, run: activateBilling },
  'billing.run': { roles: RUN, run: runBills },
  'billing.releaseBill': { roles: UNLOCK, run: releaseBill },
  'billing.dispute': { roles: CALL, run: disputeLine },
  'billing.answerDispute': { roles: UNLOCK, run: answerDispute },
  'usage.correctPrice': { roles: UNLOCK, run: correctPrice },
  'usage.pack': { roles: RUN, run: packUsage },
  'usage.rerate': { roles: RUN, run: rerateUsage },
  'usage.attach': { roles: UNLOCK, run: attachUsage },
  'usage.guideAgain': { roles: UNLOCK, run: guideUsageAgain },
  'usage.setAside': { roles: UNLOCK, run: setUsageAside },
  'catalog.publish': { roles: PUBLISH, run: publishCatalog },
  'territory.publish': { roles: PUBLISH, run: publishTerritory },
}

/** Every query. A desk's token is enough to ask. */
export const QUERIES: { readonly [N in CentralQueryName]: QueryHandler<N> } = {
  'command.outcome': commandOutcome,
  'billing.services': listBillingServices,
  'billing.due': countDue,
  'billing.completeness': completenessOfBills,
  'customer.get': getCustomer,
  'customer.history': customerHistory,
  'calls.summary': summarizeCallsOfDesks,
  'usage.previewCorrection': previewCorrection,
  'usage.packMark': packMark,
  'usage.corrections': countOpenCorrections,
  'usage.waiting': listWaitingUsage,
  'usage.candidates': listUsageCandidates,
  'qualification.check': checkQualification,
  'territory.part': territoryPart,
  'catalog.current': currentCatalog,
  'ports.due': countDuePorts,
  'ports.book': readPortBook,
  'address.assignments': listAssignments,
}
