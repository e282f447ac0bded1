import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '../../../shared/kernel/result.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { billDocument } from '../../print/bill-document.ts'
import { printBill } from '../../print/bill-pdf.ts'
import type { PrintOrder } from './start-print.ts'

/** Prints one bill beside the desk: laying out a page takes as long as a hundred calls. */
const port = parentPort
assert(port, 'a bill is printed in a worker thread')
const { fonts, language, paper, ...toPrint } = workerData as PrintOrder
const made = new Date(toPrint.bill.history.at(-1)?.at ?? Date.parse(toPrint.bill.issuedOn))
port.postMessage(await printBill(billDocument(toPrint, createTexts(language)), { paper, fonts, made }))
