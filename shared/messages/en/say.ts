/** What a rep reads aloud; **words** between double stars are stressed. */
export const SAY_EN = {
  'say.address': 'Let me see what we have **at your address**. What is the house number and the street?',
  'say.need': 'How many people use it at home, and do you **work or stream** there?',
  'say.offers': 'The first bill is **{first}**, and **{monthly} a month** after that, taxes included.',
  'say.register': 'May I have your **name, e-mail and phone**? A card number I never need; you get a link for that.',
  'say.consents': 'A few things I have to **read to you** word for word. Stop me at any one of them.',
  'say.readBack': 'I read it back to you. Stop me wherever it is not right.',
  'say.live': 'I am setting it up while we talk. **{done} of {total}** steps are done.',
  'say.unknown': '{party} is slow to answer. **Nothing is lost**: we look before we repeat. You get a message, nothing more to do.',
  'say.completed': 'You are **live**. Your first bill is **{first}**.',
  'say.failed': 'That could not be done: {reason}. **Nothing is charged**, everything was taken back.',
  'say.held': 'The price is now **{newMinor}** instead of {oldMinor}. Is that all right with you?',
  'say.offline': 'I take your order now. It is **subject to confirmation** and goes out as soon as our network is back.',
  'say.greet': 'Thank you for calling. I help you get connected **today**.',
} as const
