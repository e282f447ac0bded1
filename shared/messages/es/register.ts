import type { REGISTER_EN } from '../en/register.ts'

export const REGISTER_ES = {
  'register.title': '¿Quién llama?',
  'register.panel': 'Registro', 'register.saved': 'se guarda al escribir; aún no se envía a nadie',
  'register.givenName': 'Nombre', 'register.familyName': 'Apellido', 'register.email': 'Correo electrónico', 'register.phone': 'Teléfono',
  'register.paymentToken': 'Token de pago', 'register.paymentTokenHint': 'Solo si quien llama ya tiene uno; empieza con tok_. Aquí nunca se escribe un número de tarjeta.',
  'register.paymentHint': 'Cómo se paga', 'register.paymentHintHint': 'Lo que reconoce quien llama: “Demo Visa terminada en 4242”',
  'register.goOn': 'Seguir a {step, callStep}',
  'identity.panel': 'Acceso en el proveedor de internet', 'identity.name': 'Nombre de acceso', 'identity.nameHint': 'nombre@dominio, por ejemplo juniper@highplains.example',
  'identity.password': 'Contraseña del proveedor de internet', 'identity.passwordHint': 'Se guarda cifrada hasta que termine el pedido; luego se borra', 'identity.check': 'Comprobar el nombre ahora',
  'identity.unchecked': 'aún sin comprobar', 'identity.asking': 'preguntando al proveedor', 'identity.accepted': 'aceptado en {tookMs}',
  'before.title': 'Antes de enviar', 'before.done': 'hecho', 'before.needed': 'aún falta',
  'before.address': 'Dirección verificada', 'before.plan': 'Plan elegido', 'before.name': 'Nombre', 'before.contact': 'Correo y teléfono', 'before.payment': 'Token de pago', 'before.identity': 'Nombre de acceso y contraseña',
  'services.title': 'Qué necesita el pedido', 'services.heading': 'Qué necesita el pedido y por qué',
} as const satisfies Record<keyof typeof REGISTER_EN, string>
