/** The command line: every verb by its words. */
export const PALETTE_EN = {
  'palette.label': 'Any verb, customer, order', 'palette.commands': 'Commands', 'palette.none': 'Nothing is called that. Try “order”, “network” or a name.',
  'palette.pick': 'Pick', 'palette.why': 'Why', 'palette.offers': 'Offers', 'palette.customer': 'Customer', 'palette.readBack': 'Read-back', 'palette.back': 'Back',
  'group.actions': 'Actions', 'group.kept': 'Kept calls', 'group.orders': 'Orders', 'group.callers': 'Practice callers', 'group.faults': 'Order a fault',
  'command.newCall': 'New call', 'command.orders': 'Orders', 'command.goTo': 'Go to {step, callStep}', 'command.restore': 'Restore the network', 'command.cut': 'Cut the network',
  'command.light': 'Light theme', 'command.dark': 'Dark theme', 'command.update': 'Check for an update', 'command.needsNetwork': 'needs the network', 'command.signOut': 'Sign out',
  'command.resume': 'Resume {name}', 'command.noName': 'a call without a name', 'command.caller': 'Caller is {givenName} {familyName}', 'command.fault': 'Fault at {name}: {fault, fault}',
} as const
