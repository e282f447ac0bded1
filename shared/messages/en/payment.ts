/** How a call is paid: the card is entered by the caller on their own phone. */
export const PAYMENT_EN = {
  'payment.panel': 'Payment', 'payment.send': 'Send a payment link', 'payment.sendAgain': 'Send the link again', 'payment.why': 'The caller enters the card on their own phone; nobody here sees or types it.',
  'payment.sending': 'sending the link', 'payment.sent': 'link sent to {to}; waiting for the caller', 'payment.given': 'entered by the caller: {hint}',
  'note.paymentLinkSent': 'Payment link sent to the caller', 'note.paymentGiven': 'Payment entered by the caller: {hint}',
  'verb.sendPaymentLink': 'Send a payment link', 'verbShort.sendPaymentLink': 'Pay link',
} as const
