/** The frame of the desk, signing in, and the practice providers. */
export const DESK_EN = {
  'language.name': 'English', 'language.other': 'Español', 'language.switch': 'Español: speak Spanish',
  'app.name': 'Lastmile',
  'app.loading': 'Opening the desk',
  'app.lost.title': 'This window lost its desk',
  'app.lost.body': 'The desk’s program does not answer. Drafts and orders are kept there. Open a new link from the terminal that started it.',
  'app.skip': 'Skip to the work', 'app.customer': 'Customer', 'app.rail': 'What to say and do',
  'banner.demoFile': 'Practice data. Its key lies in a file on this machine: never load real customers here.',
  'banner.readOnly': 'The disk is full: this desk only reads. What was saved is safe.',
  'signIn.title': 'Sign in to this desk',
  'signIn.userName': 'User name', 'signIn.passphrase': 'Passphrase', 'signIn.submit': 'Sign in', 'signIn.demo': 'Practice users of this territory',
  'signIn.role': 'Role', 'signIn.as': 'Sign in as {role, role}', 'signIn.addresses': '{n, plural, one {# address} other {# addresses}}',
  'verdict.yes': 'Yes', 'verdict.no': 'No', 'verdict.unknown': 'Unknown', 'verdict.asking': 'Asking',
  'role.rep': 'Rep', 'role.technician': 'Technician', 'role.supervisor': 'Supervisor', 'role.administrator': 'Administrator',
  'notice.fault': '{name} will next: {fault, fault}', 'notice.newer': 'Version {available} is there; this desk runs {current}.', 'notice.newest': 'This desk runs {current}, the newest.', 'notice.fetched': 'The newer version is here and is what its feed describes: {file}. Close the desk, then install it.', 'update.fetch': 'Fetch the update', 'notice.close': 'Close',
  'fault.accept': 'Accept', 'fault.reject': 'Say no with a code', 'fault.slow': 'Answer slowly (6 s)', 'fault.late': 'Take it, finish later', 'fault.twice': 'Process it as if it came twice', 'fault.half': 'Cut the answer in the middle',
  'fault.never': 'Do it, never answer', 'fault.unavailableAfterEffect': 'Do it, then answer 503', 'fault.restart': 'Do it, then restart',
} as const
