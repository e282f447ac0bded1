import type { PAYMENT_EN } from '../en/payment.ts'

export const PAYMENT_ES = {
  'payment.panel': 'Pago', 'payment.send': 'Enviar un enlace de pago', 'payment.sendAgain': 'Enviar el enlace otra vez', 'payment.why': 'Quien llama pone la tarjeta en su propio teléfono; aquí nadie la ve ni la escribe.',
  'payment.sending': 'enviando el enlace', 'payment.sent': 'enlace enviado a {to}; se espera a quien llama', 'payment.given': 'puesto por quien llama: {hint}',
  'note.paymentLinkSent': 'Enlace de pago enviado a quien llama', 'note.paymentGiven': 'Pago puesto por quien llama: {hint}',
  'verb.sendPaymentLink': 'Enviar un enlace de pago', 'verbShort.sendPaymentLink': 'Enlace',
} as const satisfies Record<keyof typeof PAYMENT_EN, string>
