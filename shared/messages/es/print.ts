import type { PRINT_EN } from '../en/print.ts'

/** Una factura en papel. */
export const PRINT_ES = {
  'print.title': 'Factura {number}', 'print.made': 'hecha el {issuedOn, day}', 'print.credit': 'A su favor', 'print.nothingDue': 'nada que pagar', 'print.customerId': 'Cliente {customerId}', 'print.net': 'Antes de impuestos', 'print.tax': 'Impuestos', 'print.total': 'En total', 'print.credits': 'Abonos',
  'print.rounding': 'Redondeo al centavo', 'print.corrects': 'se devuelve: {because}', 'print.disputed': '→ Reclamada; falta la respuesta', 'print.answered': '✓ Reclamada y respondida: {answer}', 'print.continued': 'continúa',
  'print.dispute': '¿Hay una línea que no está bien? Llámenos antes del vencimiento y diga cuál; mientras se revisa no tiene que pagarla.', 'print.shares': 'Cada cifra se calcula de nuevo a partir de la frase que lleva debajo antes de enviar la factura.',
  'print.control': 'Total de control {totalMicro} en {lines, plural, one {# línea} other {# líneas}} · revisión {revision} · contenido {hash}', 'print.page': '{number} · página {page} de {pages}',
  'print.pdf': 'PDF', 'print.pdfA4': 'PDF en A4', 'print.tmf678': 'Como datos TMF678', 'print.saved': 'Guardado: {path}', 'print.saving': 'Escribiendo el archivo',
} as const satisfies Record<keyof typeof PRINT_EN, string>
