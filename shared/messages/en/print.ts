/** A bill on paper. */
export const PRINT_EN = {
  'print.title': 'Bill {number}', 'print.made': 'made on {issuedOn, day}', 'print.credit': 'In your favour', 'print.nothingDue': 'nothing to pay', 'print.customerId': 'Customer {customerId}', 'print.net': 'Before tax', 'print.tax': 'Tax', 'print.total': 'Together', 'print.credits': 'Credits',
  'print.rounding': 'Rounded to the cent', 'print.corrects': 'comes back: {because}', 'print.disputed': '→ Disputed; the answer is still to come', 'print.answered': '✓ Disputed and answered: {answer}', 'print.continued': 'continued',
  'print.dispute': 'Is a line not right? Call us before the due day and name the line; while it is looked at you need not pay it.', 'print.shares': 'Every figure is computed again from the sentence under it before the bill is sent.',
  'print.control': 'Control total {totalMicro} over {lines, plural, one {# line} other {# lines}} · revision {revision} · content {hash}', 'print.page': '{number} · page {page} of {pages}',
  'print.pdf': 'PDF', 'print.pdfA4': 'PDF on A4', 'print.tmf678': 'As TMF678 data', 'print.saved': 'Saved: {path}', 'print.saving': 'Writing the file',
} as const
