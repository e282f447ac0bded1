import { Worker } from 'node:worker_threads'
import type { BillForPrint } from '../../console/bills/save-bill.ts'
import { entryUrl } from '../../platform/entry.ts'

export type PrintOrder = BillForPrint & { readonly fonts: string }

/** Prints bills in a thread each. Rejects when the thread breaks. `fonts`: the folder they lie in. */
export const createPrint = (fonts: string) => (bill: BillForPrint): Promise<Uint8Array> => new Promise((resolve, reject) => {
  const thread = new Worker(entryUrl('print-thread'), { workerData: { ...bill, fonts } satisfies PrintOrder })
  thread.once('message', resolve).once('error', reject).once('exit', () => reject(new Error('the thread ended without a page')))
})
