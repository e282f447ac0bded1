import type { PALETTE_EN } from '../en/palette.ts'

export const PALETTE_ES = {
  'palette.label': 'Cualquier acción, cliente o pedido', 'palette.commands': 'Acciones', 'palette.none': 'Nada se llama así. Pruebe con “pedido”, “red” o un nombre.',
  'palette.pick': 'Elegir', 'palette.why': 'Por qué', 'palette.offers': 'Ofertas', 'palette.customer': 'Cliente', 'palette.readBack': 'Repaso', 'palette.back': 'Atrás',
  'group.actions': 'Acciones', 'group.kept': 'Llamadas guardadas', 'group.orders': 'Pedidos', 'group.callers': 'Llamadas de práctica', 'group.faults': 'Pedir una avería',
  'command.newCall': 'Llamada nueva', 'command.orders': 'Pedidos', 'command.goTo': 'Ir a {step, callStep}', 'command.restore': 'Restablecer la red', 'command.cut': 'Cortar la red',
  'command.light': 'Tema claro', 'command.dark': 'Tema oscuro', 'command.update': 'Buscar una actualización', 'command.needsNetwork': 'necesita la red', 'command.signOut': 'Salir',
  'command.resume': 'Seguir con {name}', 'command.noName': 'una llamada sin nombre', 'command.caller': 'Llama {givenName} {familyName}', 'command.fault': 'Avería en {name}: {fault, fault}',
} as const satisfies Record<keyof typeof PALETTE_EN, string>
