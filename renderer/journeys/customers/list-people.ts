import { shortId } from '../../../shared/kernel/ids.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import type { Command } from '../../app/commands.ts'
import type { DeskState } from '../../app/state.ts'
import type { Desk } from '../../app/store.ts'

/** Customers that the command line found for what is typed, as rows that open them. */
export function listPeople(desk: Pick<Desk, 'people'>, state: Pick<DeskState, 'found' | 'language'>, typed: string): readonly Command[] {
  if (typed.trim().length < 2) return []
  const { t } = createTexts(state.language)
  return (state.found ?? []).map(({ customer, addressLine }) => ({
    id: `customer-${customer.id}`, group: t('people.group'), label: [`${customer.givenName} ${customer.familyName}`, `UC-${shortId(customer.id)}`, customer.phone, addressLine].filter(Boolean).join(', '),
    run: () => void desk.people.open(customer.id),
  }))
}
