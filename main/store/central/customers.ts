import type { BillingAccount, Customer } from '../../../shared/domain/customer.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { CustomerRecord, CustomerWrites } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type Row = {
  id: string; person_key: string; given_name: string; family_name: string; email: string; phone: string; user_identifier: string; merged_into: string | null
  account_id: string; account_name: string; payment_token: string; payment_hint: string; bill_cycle_day: number
}

const SELECT = `SELECT c.id, c.person_key, c.given_name, c.family_name, c.email, c.phone, c.user_identifier, c.merged_into,
  a.id AS account_id, a.name AS account_name, a.payment_token, a.payment_hint, a.bill_cycle_day
  FROM customer c JOIN billing_account a ON a.id = c.billing_account_id`

/** Customers with their billing accounts. Two customers of one person share an account and are joined by `merged_into`. */
export function customerRepository(db: Db): CustomerWrites {
  const byId = db.prepare<[string], Row>(`${SELECT} WHERE c.id = ?`)
  const withKey = db.prepare<[string], Row>(`${SELECT} WHERE c.person_key = ? AND c.merged_into IS NULL ORDER BY c.registered_at, c.id`)
  const lastSaid = db.prepare<[string, string, string, string], { kind: string }>(`SELECT kind FROM customer_event WHERE kind <> 'note' AND ((customer_id = ? AND subject = ?) OR (customer_id = ? AND subject = ?)) ORDER BY seq DESC LIMIT 1`)
  const setMergedInto = db.prepare('UPDATE customer SET merged_into = ? WHERE id = ?')
  const insertEvent = db.prepare('INSERT INTO customer_event (customer_id, kind, subject, words, user_id, desk_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const note = db.prepare<[string], { seq: number }>(`SELECT seq FROM customer_event WHERE kind = 'note' AND subject = ?`)
  const idsOfPerson = db.prepare<[string], { id: string }>(`
    WITH RECURSIVE person (id) AS (
      SELECT id FROM customer WHERE id = ?
      UNION SELECT c.merged_into FROM customer c JOIN person p ON p.id = c.id WHERE c.merged_into IS NOT NULL
      UNION SELECT c.id FROM customer c JOIN person p ON c.merged_into = p.id
    ) SELECT id FROM person ORDER BY id`)
  const putAccount = db.prepare(`INSERT INTO billing_account (id, name, payment_token, payment_hint, bill_cycle_day) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, payment_token = excluded.payment_token, payment_hint = excluded.payment_hint`)
  const insert = db.prepare(`INSERT INTO customer (id, person_key, given_name, family_name, email, phone, user_identifier, billing_account_id, merged_into, registered_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const update = db.prepare('UPDATE customer SET person_key = ?, given_name = ?, family_name = ?, email = ?, phone = ?, user_identifier = ?, billing_account_id = ?, merged_into = ? WHERE id = ?')

  const saveAccount = (account: BillingAccount) =>
    changeOne(putAccount.run(account.id, account.name, account.paymentToken, account.paymentHint, account.billCycleDay), 'save billing account')
  return {
    get: async (customerId) => {
      const row = byId.get(customerId)
      return row ? customerRecord(row) : null
    },
    withKey: async (personKey) => withKey.all(personKey).map(customer),
    areKeptApart: async (one, other) => lastSaid.get(one, other, other, one)?.kind === 'unmerge',
    setMergedInto: async (customerId, into) => changeOne(setMergedInto.run(into, customerId), 'link customer'),
    keepEvent: async (event) => changeOne(insertEvent.run(event.customerId, event.kind, event.subject, event.words, event.userId, event.deskId, event.at), 'keep customer event'),
    hasNote: async (noteId) => note.get(noteId) !== undefined,
    idsOfPerson: async (customerId) => idsOfPerson.all(customerId).map((row) => row.id),
    insert: async ({ customer: c, personKey, mergedInto }, registeredAt) => {
      saveAccount(c.billingAccount)
      changeOne(insert.run(c.id, personKey, c.givenName, c.familyName, c.email, c.phone, c.userIdentifier, c.billingAccount.id, mergedInto, registeredAt), 'insert customer')
    },
    update: async ({ customer: c, personKey, mergedInto }) => {
      saveAccount(c.billingAccount)
      changeOne(update.run(personKey, c.givenName, c.familyName, c.email, c.phone, c.userIdentifier, c.billingAccount.id, mergedInto, c.id), 'update customer')
    },
  }
}

const customerRecord = (row: Row): CustomerRecord => ({ customer: customer(row), personKey: row.person_key, mergedInto: row.merged_into })

const customer = (row: Row): Customer => ({
  id: asId(row.id),
  givenName: row.given_name,
  familyName: row.family_name,
  email: row.email,
  phone: row.phone,
  userIdentifier: row.user_identifier,
  billingAccount: { id: asId(row.account_id), name: row.account_name, paymentToken: row.payment_token, paymentHint: row.payment_hint, billCycleDay: row.bill_cycle_day },
})
