import type { DESK_EN } from '../en/desk.ts'

export const DESK_ES = {
  'language.name': 'Español', 'language.other': 'English', 'language.switch': 'English: hablar inglés',
  'app.name': 'Lastmile',
  'app.loading': 'Abriendo el puesto',
  'app.lost.title': 'Esta ventana perdió su puesto',
  'app.lost.body': 'El programa del puesto no responde. Los borradores y los pedidos se conservan allí. Abra un enlace nuevo desde la terminal que lo inició.',
  'app.skip': 'Ir al trabajo', 'app.customer': 'Cliente', 'app.rail': 'Qué decir y hacer',
  'banner.demoFile': 'Datos de práctica. Su clave está en un archivo de esta máquina: nunca cargue aquí clientes reales.',
  'banner.readOnly': 'El disco está lleno: este puesto solo lee. Lo guardado está a salvo.',
  'signIn.title': 'Entrar en este puesto',
  'signIn.userName': 'Usuario', 'signIn.passphrase': 'Frase de acceso', 'signIn.submit': 'Entrar', 'signIn.demo': 'Usuarios de práctica de este territorio',
  'signIn.role': 'Función', 'signIn.as': 'Entrar como {role, role}', 'signIn.addresses': '{n, plural, one {# dirección} other {# direcciones}}',
  'verdict.yes': 'Sí', 'verdict.no': 'No', 'verdict.unknown': 'No se sabe', 'verdict.asking': 'Preguntando',
  'role.rep': 'Agente', 'role.technician': 'Técnico', 'role.supervisor': 'Supervisor', 'role.administrator': 'Administrador',
  'notice.fault': '{name}, lo siguiente: {fault, fault}', 'notice.newer': 'Existe la versión {available}; este puesto usa la {current}.', 'notice.newest': 'Este puesto usa la {current}, la más nueva.', 'notice.fetched': 'La versión nueva está aquí y es la que describe su canal: {file}. Cierre el puesto y luego instálela.', 'update.fetch': 'Traer la actualización', 'notice.close': 'Cerrar',
  'fault.accept': 'Aceptar', 'fault.reject': 'Decir que no con un código', 'fault.slow': 'Responder despacio (6 s)', 'fault.late': 'Tomarlo y terminar después', 'fault.twice': 'Procesarlo como si llegara dos veces', 'fault.half': 'Cortar la respuesta a la mitad',
  'fault.never': 'Hacerlo y no responder nunca', 'fault.unavailableAfterEffect': 'Hacerlo y luego responder 503', 'fault.restart': 'Hacerlo y luego reiniciar',
} as const satisfies Record<keyof typeof DESK_EN, string>
