/**
 * Given names and what their bearers are called, folded. A short form may stand under several names: "chris" is Christopher or
 * Christina, so it proves neither. English and Spanish as spoken in the United States.
 */
const NICKNAMES: Readonly<Record<string, string>> = {
  abigail: 'abby gail', abraham: 'abe', agnes: 'aggie', albert: 'al bert bertie', alejandro: 'alex ale jandro', alejandra: 'alex ale', alexander: 'alex al xander sandy', alexandra: 'alex sandy lexi sasha',
  alfred: 'al fred alfie', alfredo: 'fredo', allison: 'ali allie', amanda: 'mandy', amelia: 'millie amy', andrew: 'andy drew', angela: 'angie', anne: 'annie nan', anthony: 'tony', antonio: 'tony tono', arthur: 'art artie',
  barbara: 'barb babs barbie', beatrice: 'bea trixie', beatriz: 'betty bea', benjamin: 'ben benny benji', bernard: 'bernie', bradley: 'brad', calvin: 'cal', cameron: 'cam', carolyn: 'carol carrie lynn', catherine: 'cathy cate cat kitty',
  charles: 'charlie chuck chas chaz', charlotte: 'charlie lottie', christian: 'chris', christina: 'chris chrissy tina', christine: 'chris chrissy tina', christopher: 'chris kit topher', clarence: 'clare', clifford: 'cliff', concepcion: 'concha conchita',
  consuelo: 'chelo', cynthia: 'cindy', daniel: 'dan danny', danielle: 'dani', david: 'dave davy', deborah: 'deb debbie', dennis: 'denny', dolores: 'lola lolita', donald: 'don donnie', dorothy: 'dot dottie dolly', douglas: 'doug',
  eduardo: 'lalo eddie', edward: 'ed eddie ted teddy ned', edwin: 'ed eddie', eleanor: 'ellie nora nell', elizabeth: 'liz beth betty eliza lizzie betsy libby bess', emily: 'em', enrique: 'quique kike', ernesto: 'neto', eugene: 'gene',
  ezekiel: 'zeke', florence: 'flo', frances: 'fran frannie', francis: 'frank', francisco: 'paco pancho frank cisco', franklin: 'frank', frederick: 'fred freddy rick', gabriel: 'gabe', gabriela: 'gaby', genevieve: 'gen', gerald: 'gerry jerry',
  gerardo: 'lalo', gilbert: 'gil', gregory: 'greg', gertrude: 'trudy gertie', guadalupe: 'lupe lupita', guillermo: 'memo', gustavo: 'tavo gus', harold: 'hal harry', harriet: 'hattie', helen: 'nell', henry: 'hank harry', hortensia: 'tencha',
  howard: 'howie', ignacio: 'nacho', isabel: 'izzy bella chabela', isaac: 'ike', jacob: 'jake', jacqueline: 'jackie', james: 'jim jimmy jamie', janet: 'jan', jeffrey: 'jeff', jennifer: 'jen jenny', jeremiah: 'jerry', jerome: 'jerry',
  jessica: 'jess jessie', jesus: 'chuy', joaquin: 'quino', johnathan: 'john johnny', john: 'jack johnny', jonathan: 'jon jonny', jose: 'pepe', joseph: 'joe joey', josephine: 'jo josie', joshua: 'josh', juan: 'juanito', judith: 'judy',
  katherine: 'kathy kate katie kat kitty', kathleen: 'kathy kate katie', kenneth: 'ken kenny', kimberly: 'kim', kristina: 'kris kristy tina', lawrence: 'larry', leonard: 'len lenny leo', leonardo: 'leo', leslie: 'les', lillian: 'lily', louis: 'lou louie',
  louise: 'lou', lucille: 'lucy', luis: 'lucho', madeline: 'maddie', manuel: 'manny manolo', manuela: 'manny nelly', marcus: 'marc', margaret: 'maggie peggy meg marge margie greta', margarita: 'rita mago', maria: 'mari', mariana: 'mari', marjorie: 'marge margie',
  martha: 'marty', martin: 'marty', matthew: 'matt', matilda: 'tilly', maximilian: 'max', melissa: 'missy mel', mercedes: 'meche', michael: 'mike mick mikey mickey', michelle: 'shelly', mildred: 'millie', mitchell: 'mitch', mohammed: 'mo',
  nancy: 'nan', natalie: 'nat', nathan: 'nate', nathaniel: 'nate', nicholas: 'nick nicky', nicole: 'nicky', norman: 'norm', octavio: 'tavo', oliver: 'ollie', olivia: 'liv livvy', oscar: 'ozzie', pamela: 'pam', patricia: 'pat patty trish tricia', patrick: 'pat paddy rick',
  penelope: 'penny', peter: 'pete', philip: 'phil', phillip: 'phil', priscilla: 'cilla', prudence: 'prue', rachel: 'rae', ramon: 'moncho', randall: 'randy', raphael: 'rafe', rafael: 'rafa', raul: 'raulito', raymond: 'ray', rebecca: 'becky becca', regina: 'gina', reginald: 'reggie', ricardo: 'rick',
  richard: 'rick dick rich richie ricky', robert: 'rob bob bobby robbie', roberta: 'bobbie', roberto: 'beto', rodney: 'rod', roger: 'rodge', roland: 'rollie', ronald: 'ron ronnie', rosario: 'chayo', rosemary: 'rosie', russell: 'russ', salvador: 'chava sal', samantha: 'sam sammie', samuel: 'sam sammy',
  sandra: 'sandy', sarah: 'sally sadie', sebastian: 'seb', sergio: 'checo', sophia: 'sophie', stephanie: 'steph', stephen: 'steve', steven: 'steve', stanley: 'stan', stuart: 'stu', susan: 'sue suzy', suzanne: 'sue suzy', sylvester: 'sly', teresa: 'tere terry', terence: 'terry', theodore: 'ted theo teddy',
  theresa: 'terry tess', thomas: 'tom tommy', timothy: 'tim timmy', tobias: 'toby', valerie: 'val', vanessa: 'nessa', veronica: 'ronnie vero', vicente: 'chente', victor: 'vic', victoria: 'vicky tori', vincent: 'vince vinny', virginia: 'ginny', walter: 'walt', wanda: 'wendy',
  wilhelmina: 'billie mina', william: 'bill will billy willy liam', winifred: 'winnie', xavier: 'javi', zachary: 'zach zack',
}

const FORMAL_OF = new Map<string, readonly string[]>()
for (const [formal, short] of Object.entries(NICKNAMES)) for (const name of short.split(' ')) FORMAL_OF.set(name, [...(FORMAL_OF.get(name) ?? []), formal])

/** The names that a person called `given` may bear, itself included. `given`: folded. */
export const formalNames = (given: string): readonly string[] => [given, ...(FORMAL_OF.get(given) ?? [])]

/** Every name that belongs with `given`, longer or shorter, itself included. `given`: folded. */
export const relatedNames = (given: string): readonly string[] => [...formalNames(given), ...(NICKNAMES[given]?.split(' ') ?? [])]

/** 'sure': one is the short form of the other and of no other name; 'perhaps': both may be short for one name. Both folded, unlike. */
export function nicknameOf(a: string, b: string): 'sure' | 'perhaps' | 'no' {
  const formalA = FORMAL_OF.get(a) ?? []
  const formalB = FORMAL_OF.get(b) ?? []
  if ((formalA.length === 1 && formalA[0] === b) || (formalB.length === 1 && formalB[0] === a)) return 'sure'
  return formalNames(a).some((name) => formalNames(b).includes(name)) ? 'perhaps' : 'no'
}
