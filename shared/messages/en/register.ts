/** Who is calling: the registration, the sign-in at the ISP, and what is still missing before an order. */
export const REGISTER_EN = {
  'register.title': 'Who is calling?',
  'register.panel': 'Registration', 'register.saved': 'saved as you type, sent to nobody yet',
  'register.givenName': 'Given name', 'register.familyName': 'Family name', 'register.email': 'E-mail', 'register.phone': 'Phone',
  'register.paymentToken': 'Payment token', 'register.paymentTokenHint': 'Only where the caller has one already; it starts with tok_. A card number is never typed here.',
  'register.paymentHint': 'How it is paid', 'register.paymentHintHint': 'What the caller recognizes: “Demo Visa ending 4242”',
  'register.goOn': 'Go on to {step, callStep}',
  'identity.panel': 'Sign-in at the ISP', 'identity.name': 'Sign-in name', 'identity.nameHint': 'name@realm, for instance juniper@highplains.example',
  'identity.password': 'Password at the ISP', 'identity.passwordHint': 'Kept encrypted until the order ends, then erased', 'identity.check': 'Check sign-in name now',
  'identity.unchecked': 'not checked yet', 'identity.asking': 'asking the ISP', 'identity.accepted': 'accepted in {tookMs}',
  'before.title': 'Before submit', 'before.done': 'done', 'before.needed': 'still needed',
  'before.address': 'Address checked', 'before.plan': 'Plan chosen', 'before.name': 'Name', 'before.contact': 'E-mail and phone', 'before.payment': 'Payment token', 'before.identity': 'Sign-in name and password',
  'services.title': 'What the order needs', 'services.heading': 'What the order needs, and why',
} as const
