import type { PEOPLE_EN } from '../en/people.ts'
import { prefixed } from '../prefixed.ts'

const MATCHES = {
  'same-name': 'mismo nombre', nickname: 'una forma corta del mismo nombre', 'swapped-name': 'mismo nombre, con nombre y apellido cambiados', 'similar-name': 'un nombre que suena o se escribe parecido',
  'same-phone': 'mismo teléfono', 'same-mail': 'mismo correo', 'same-sign-in': 'mismo nombre de acceso', 'same-address': 'misma dirección',
  'family-phone': 'mismo teléfono, otro nombre: quizá un familiar', 'family-mail': 'mismo correo, otro nombre: quizá un familiar', 'phone-changed-hands': 'mismo teléfono, otra persona: el número pudo cambiar de dueño', 'mail-other-name': 'mismo correo, otra persona',
  'generation-differs': 'solo uno dice Jr o Sr: quizá padre e hijo', 'other-sign-in': 'otro nombre de acceso', 'sign-in-unsaid': 'falta el nombre de acceso: padre e hijo pueden compartir todo lo demás, pregúntelo', 'shared-phone': 'otros también usan este teléfono', 'shared-mail': 'otros también usan este correo', 'household-mail': 'el correo es de toda la familia',
  'only-name': 'solo se sabe el nombre: pregunte el teléfono', 'new-at-address': 'misma dirección, otra persona: quizá un nuevo dueño', 'other-contacts': 'el teléfono y el correo son otros',
} as const
const EVENTS = { orderTaken: 'Pedido tomado', orderLive: 'En servicio', orderEnded: 'Pedido terminado', merge: 'Unidos como una persona', unmerge: 'Separados', note: 'Nota', draft: 'Llamada en curso', pinSet: 'PIN elegido', pinVerified: 'Quien llama se identificó con el PIN', pinWrong: 'Se dijo un PIN equivocado', pinLocked: 'PIN bloqueado tras cinco intentos', pinUnlocked: 'Otra vez cinco intentos', pinReset: 'PIN nuevo tras devolver la llamada' } as const

export const PEOPLE_ES = {
  ...prefixed('match', MATCHES), ...prefixed('personEvent', EVENTS),
  'verb.openAtPlace': 'Abrir el pedido de esta dirección',
  'people.perhaps': 'Quizá ya conocido', 'people.live': '{count, plural, one {# persona puede} other {# personas pueden}} ser quien llama', 'people.verdictSame': 'Muy probablemente la misma persona', 'people.verdictMaybe': 'Mire antes de decidir',
  'people.open': 'Abrir', 'people.same': 'Misma persona', 'people.notSame': 'No es la misma', 'people.isSame': 'Se une con {id} cuando se registre el pedido',
  'people.atPlace': 'Hay un pedido en curso en esta dirección', 'people.atPlaceBody': '{name}: {state}. Lo tomó {takenBy}, ', 'people.openOrder': 'Abrir {order}',
  'people.title': 'Cliente', 'people.who': 'Quién', 'people.loading': 'Leyendo lo que se sabe de este cliente', 'people.failed': 'No se pudo mostrar este cliente', 'people.offline': 'Sin red: lo de otros puestos es lo último que se supo. Unir y anotar esperan a que vuelva.',
  'people.masked': 'Los detalles se reservan hasta que quien llama demuestre quién es.', 'people.startCall': 'Nueva llamada para este cliente', 'people.orders': 'Pedidos y servicios', 'people.services': '{services, plural, one {# servicio} other {# servicios}}', 'people.service': 'Servicio', 'people.taken': 'Tomado', 'people.noOrders': 'No se tomó ningún pedido para este cliente',
  'people.drafts': '{drafts, plural, one {# llamada} other {# llamadas}} en curso.', 'people.backToCall': 'Volver a la llamada', 'people.drifted': 'distinto en este puesto: alguien debe mirar',
  'people.lines': 'En la lista para un puerto', 'people.linesLoading': 'Leyendo dónde espera este cliente', 'people.noLines': 'No espera ningún puerto', 'people.noLinesBody': 'Donde no queda ninguno libre, las respuestas de una llamada ofrecen un lugar en la lista.', 'people.linesFailed': 'No se pudieron leer las listas', 'people.linesOffline': 'Sin red: el lugar es lo último que se supo; de la lista se sale cuando vuelva.', 'people.linesMasked': 'Qué casa es, y salir de la lista, esperan a que quien llama demuestre quién es.',
  'people.links': 'Una persona, varios números', 'people.ids': '{ids, plural, one {# número} other {# números}}', 'people.apart': 'Separar', 'people.join': 'Unir', 'people.joinWith': 'Misma persona que', 'people.joinHint': 'Nombre, últimas cifras del teléfono, correo, dirección o cualquier número. Ambos quedan, y se puede deshacer.',
  'people.becauseSame': 'unidos por un representante que miró ambos', 'people.becauseApart': 'separados por un representante que miró ambos',
  'people.note': 'Nota', 'people.noteLabel': 'Lo que debe saber el próximo representante', 'people.noteLength': '{length} de 10,000 caracteres', 'people.noteTooLong': 'Una nota tiene 10,000 caracteres como máximo; a esta le {over, plural, one {sobra #} other {sobran #}}. No se cortó nada: acórtela o guárdela en dos notas.', 'people.keepNote': 'Guardar la nota',
  'people.timeline': 'Qué pasó y cuándo', 'people.nothingYet': 'Todavía no pasó nada', 'people.group': 'Clientes', 'people.found': '{name}, {id}, {phone}',
  'undo.samePerson': 'Deshecho: {name} vuelve a ser candidato.', 'undo.notSamePerson': 'Deshecho: {name} vuelve a ser candidato.', 'undo.merged': 'Deshecho: los dos vuelven a estar separados.',
} as const satisfies Readonly<Record<keyof typeof PEOPLE_EN, string>>
