import type { SAY_EN } from '../en/say.ts'

export const SAY_ES = {
  'say.address': 'Permítame ver qué tenemos **en su dirección**. ¿Me dice el número y la calle?',
  'say.need': '¿Cuántas personas lo usan en casa? ¿**Trabajan o ven video** desde allí?',
  'say.offers': 'La primera factura es de **{first}**, y después **{monthly} al mes**, con impuestos incluidos.',
  'say.register': '¿Me da su **nombre, correo y teléfono**? Nunca necesito un número de tarjeta; para eso recibe un enlace.',
  'say.consents': 'Hay unas cosas que debo **leerle** palabra por palabra. Deténgame en cualquiera de ellas.',
  'say.readBack': 'Se lo leo de nuevo. Deténgame donde no sea correcto.',
  'say.live': 'Lo estoy activando mientras hablamos. **{done} de {total}** pasos están hechos.',
  'say.unknown': '{party} tarda en responder. **No se pierde nada**: miramos antes de repetir. Usted recibirá un mensaje; no tiene que hacer nada más.',
  'say.completed': 'Ya está **conectado**. Su primera factura es de **{first}**.',
  'say.failed': 'Eso no se pudo hacer: {reason}. **No se cobra nada**, todo se deshizo.',
  'say.held': 'El precio ahora es **{newMinor}** en vez de {oldMinor}. ¿Está de acuerdo?',
  'say.offline': 'Tomo su pedido ahora. Queda **sujeto a confirmación** y sale en cuanto vuelva nuestra red.',
  'say.greet': 'Gracias por llamar. Le ayudo a conectarse **hoy mismo**.',
} as const satisfies Record<keyof typeof SAY_EN, string>
