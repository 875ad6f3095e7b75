"""What a text does, sign by sign: each sign has a name in plain words and is there or not."""

from rounds.engines.privacy.lexicon import (
    JOB,
    KIN,
    PATIENT,
    PERSON,
    PRON3,
    US,
    YOU,
)
from rounds.engines.privacy.phrases import Gates, Phrase
from rounds.engines.privacy.telltales import MORE

ONE = frozenset(
    [
        "a",
        "an",
        "one",
        "this",
        "that",
        "the",
        "my",
        "our",
        "another",
        "single",
        "her",
        "his",
        "un",
        "una",
        "mi",
        "nuestra",
        "nuestro",
        "este",
        "esta",
        "une",
        "mon",
        "ma",
        "notre",
        "ce",
        "cette",
        "el",
        "la",
        "le",
    ]
)
CERTAIN = frozenset(
    [
        "my",
        "our",
        "one",
        "this",
        "another",
        "that",
        "mi",
        "nuestra",
        "nuestro",
        "mon",
        "ma",
        "notre",
        "una",
        "un",
        "une",
    ]
)
WHO = PERSON | PATIENT
SOMEONE = WHO | KIN | JOB | YOU | PRON3
NEUTRAL = Phrase(
    r"\b(?:can ?not|can't|cant|unable|not able|don't|do not|never|won't|will not|keep us from|prevents? us|policy is not to|prohibits?|limits what|no podemos|no hablamos|no comentamos|impide|interdit|ne pouvons|ne peut|not allowed|against policy)\b[^.!?\n]{0,60}\b(?:confirm|deny|discuss|talk|comment|say|share|speak|respond|address|acknowledge|identify|give|advise|confirmar|comentar|hablar|decir|responder|confirmer|repondre|indiquer|parler|commenter|diagnos\w+|more)\b"
    r"|\b(?:privacy (?:laws?|rules?|reasons?)|hipaa|for everyone's privacy|for your privacy|respeto a la privacidad|proteccion de datos|secret medical|confidentialite|datos personales)\b"
)
CARED = Phrase(
    r"\b(?:treat(?:ing)?|see(?:ing)?|ha(?:ve|ving)|had|saw|treated|car(?:e|ed|ing) for|(?:take|taking|took) (?:good |great )?care of|look(?:ed|ing)? after|serv(?:e|ing|ed)|welcom(?:e|ing|ed)|help(?:ed|ing)?) (?:of )?(?:you|your (?:mom|mother|dad|father|son|daughter|child|husband|wife|family|loved one|little one|mum|kids?))\b(?! (?:to|can|stay|find|quit|decide|choose|know|learn|understand))"
    r"|\b(?:trust(?:ing|ed)?|choosing|chose|letting|confiar en|elegirnos|votre confiance|faire confiance)\b[^.!?\n]{0,25}\b(?:us|our|nosotros|nous|confiance|su|with your)\b|\b(?:being|as) (?:our|a) (?:valued )?patient\b|\bbeing (?:one of our patients|part of our)\b"
    r"|\b(?:see|seeing) you (?:again|soon|at|for|in|next|back|on)\b|\byour next\b|\bse you\b|\bnos vemos en su\b"
)
YOU_DID = Phrase(
    r"\b(?:you|u|usted|vous)(?:'ve| have| had| did| also| then| never| were| was| still|,? however, did)* (?:no-?showed|\w{3,}ed|came|come in|signed|cancel\w*|missed|arrived|left|refused|owe|owed|paid|asked us|told us|needed|received|underwent|checked (?:in|out)|were (?:seen|treated|late|given|told|admitted|discharged|in|here|\d+)|showed|brought|declined|walked|agreed|got|waited|had|llego|firmo|cancelo|etes venue?|avez)\b"
    r"|\b(?:when|while) you were (?:here|with us|in)\b|\byou(?:'re| are)? (?:doing|feeling|healing|recovering|walking|back|smiling|pain[- ]free)\b|\byou feel(?:ing)? better\b|\b(?:ya|lo) (?:esta )?caminando\b|\bla atendimos\b|\blo atendimos\b",
    needs="you u usted vous you've you're you'd lo la ya",
)
YOUR_CARE = Phrase(
    r"\b(?:your|ur|su|sus|tu|votre|vos|that|the) (?:(?:new|recent|last|first|next|own|third|second|lab|test|six-week|follow-up|dental|annual|beau|belle|blood) ){0,2}(surger\w+|visit\w*|stay|appointment|appt|procedure|treatment\w*|results?|labs?|scan|mri|ct|x-?ray|test|tests|biopsy|filling|crown|cleaning|root canal|implants?|braces|knee|hip|shoulder|back|tooth|teeth|smile|eyes?|vision|skin|baby|delivery|birth|pregnancy|bill|balance|claim|copay|insurance|account|prescription|refill|chart|records?|care|recovery|diagnosis|condition|symptoms|pain|anxiety|depression|infection|wound|stitches|chemo|therapy|sessions?|doctor|nurse|surgeon|exam|check-?up|consult\w*|cirugia|operacion|cita|visita|tratamiento|implante|parto|embarazo|recuperacion|ultrasonido|operation|intervention|sejour|rendez-vous|traitement|grossesse|accouchement|prise de sang|meniscus|balance|retainer|medication|meds|dose|tsh|blood pressure|numbing|plan|consent form)\b"
)
PRAISE = Phrase(
    r"\b(?:glad|happy|thrilled|delighted|pleased|sorry|apologi[sz]e|regret|thank|thanks|pleasure|honou?red|love|great|gracias|lamentamos|sentimos|nos alegra|merci|ravis?|ravies?|desole\w*|heureux|went (?:well|fine)|bien passee?|bless|congrat\w*|remember)\b"
)
RECALL = Phrase(
    r"\bwe (?:remember|checked|reviewed|looked (?:at|into)|documented|explained|offered|called you|moved|told you|gave you|see (?:that|in)|did (?:our|everything)|operate|recommended)\b|\bas we (?:discussed|explained|told)\b|\b(?:our|the) records? (?:show|indicate)\b|\bcome back in\b"
)
ADVISE = Phrase(
    r"\b(?:you(?:'re| are)? (?:hypothyroid|diabetic|having a|pregnant|probably|likely|definitely|clearly|anemic)|stop (?:the|your|taking)|(?:start|get) the \w+|(?:you|te) (?:have left over|sobro)|tomate|prends|donne-lui|lo (?:que tienes|tuyo) es|cada \d+ horas|\d+ q\d+|(?:twice|three times) (?:a day|daily)|fois par jour|veces al dia|get the \w+ started|take (?:two|three|four|one|\d+|half|another|your|an? )|double (?:the|your)|increase (?:the|your)|cut (?:the|your)|skip (?:the|your|urgent)|sounds? like (?:you|a|an)\b|that(?:'s| is) (?:a |an |just )?(?:dvt|angioedema|shingles|strep|uti|infection|melanoma|appendicitis|gout|eczema|ringworm|sciatica|stroke|sepsis|cellulitis)|ask for \d+|start (?:on )?\d+|\d+ ?(?:mg|mcg|units?) (?:of|twice|once|daily|tonight|now|every)|you have (?:a|an|the)? ?\w+(?:itis|osis|emia|oma|pathy)|don't go to the er|no need to (?:see|go)|tome(?:se)? \d|suspenda|deje de tomar|prenez \d|arretez (?:le|la|les|votre))\b",
    needs="stop stopped take taking double increase cut skip sounds sound mg mcg units dvt angioedema shingles strep uti infection melanoma appendicitis gout eczema ringworm sciatica sepsis cellulitis hypothyroid diabetic pregnant anemic start started get tome tomese suspenda deje prenez arretez tomate prends donne-lui tienes tuyo horas twice daily fois veces itis er need you're 've",
)
ADDRESSED = Phrase(
    r"\b(?:replying to|for the (?:lady|guy|man|woman|person|one)|to the (?:lady|guy|man|woman|person|one)|@\w+|re:|in reply|you asked|your (?:rash|swelling|symptoms|results?|labs?|pain|mole|scan|mri|tsh|a1c|photo|pic|question|mri)|babe|hun|honey|amiga|amigo|ma belle|commenter|commentaire|vu ta|ton fils|ta fille|tu hij[oa]|your numbers|you gave|for you|sounds exactly|dm closed|respuesta a|reponse a)\b|^@"
)
INVITES = Phrase(
    r"\b(?:mettez|escriba|escriban|comment|comments|reply|post|drop|share|send|dm|message|text|tag|upload|tell us|leave|write|include|inbox|comenta|comente|comenten|deje|dejen|mande|mandenos|envie|envienos|escriba|escribanos|cuentenos|publique|commentez|envoyez|laissez|postez|partagez|ecrivez|indiquez|repondez|donnez)\b[^.!?\n]{0,70}\b(?:date of birth|dob|birthday|birth date|account (?:number|no)|mrn|record number|member id|insurance|symptoms?|photos? of|pic(?:ture)?s? of|pic\b|picture|photo|results|labs|diagnosis|medications?|meds|rash|mole|ssn|phone number|postcode|case number|full name|your name|story|fecha de nacimiento|sintomas|expediente|nombre completo|telefono|numero de|foto|votre age|su edad|numero de poliza|poliza|douleurs|traitements|your age|date de naissance|symptomes|numero|nom complet|resultats)\b",
    needs="mettez escriba escriban comment comments reply post drop share send dm message text tag upload tell leave write include inbox comenta comente comenten deje dejen mande mandenos envie envienos escribanos cuentenos publique commentez envoyez laissez postez partagez ecrivez indiquez repondez donnez",
)
INVITE_NOT = Phrase(
    r"\b(?:don't|do not|never|please keep|leave .{0,30} out|no (?:comparta|publique|deje|escriba|envie|ponga)\w*|ne (?:publiez|partagez|laissez|mettez)|n'indiquez|avoid|instead of|without|evite|not in the comments|keep .{0,20}(?:off|out)|rather than|out of posts|jamas|jamais|nunca)\b"
)
REWARD = Phrase(
    r"\b(?:reviews?|five stars?|5 stars?|5-star|5 etoiles|5 estrellas|yelp|testimonial|resena|resenas|avis|etiqueta a|tag \d|drop a 5|\d stars|estrellas|etoiles)\b[^\n]{0,120}\b(?:gift ?cards?|free|discount|% off|\$\d+|win|raffle|entered|drawing|coffee|voucher|gratis|gana|descuento|sorteo|offert|regalaron|knock|for free|coffee card|gratuit|remise|cadeau|gagnez|credit|prize|card|units for|off)\b|\b(?:gift ?card|free|discount|\d+ ?% off|\$\d+ (?:off|credit)|raffle|win|descuento|sorteo|remise|cadeau)\b[^\n]{0,80}\b(?:for (?:a|every|your|each|an|leaving|posting)|when you (?:leave|post|write)|review|resena|avis|tag)\b[^\n]{0,30}",
    needs="review reviews stars star 5-star yelp testimonial resena resenas avis etiqueta tag drop estrellas etoiles gift raffle discount descuento sorteo remise cadeau win",
)
CLAIM = Phrase(
    r"\b(?:cures?|cured|guarantee[ds]?|guaranteed|100 ?%|zero side effects|no side effects|no risk|risk[- ]free|miracle|off-label|melts? (?:it|fat|away)|reverses? (?:aging|diabetes|autism|alzheimer)|permanent(?:ly)? (?:cure|relief|gone)|instant (?:relief|results)|lose \d+|\d+ (?:lbs|pounds|kilos|kg) in|never fails|stop(?:s)? aging|erases? (?:brain fog|wrinkles|years)|reverse aging|anti-?aging miracle|works for everyone|works every time|pain[- ]free (?:for life|guaranteed)|the best (?:surgeon|clinic|hospital|dentist) in|better than (?:any|every)|detox(?:es)? your|boosts? your immun\w*|cura|curamos|curacion|garantizad[oa]|sin riesgos?|sin efectos secundarios|milagro|guerit|guerison|garanti[es]?|sans risque|sans effets? secondaires?)\b",
    minus="every hospital clinic years never off time free than any everyone effects side stop lose best works sin efectos boost surgeon dentist life",
)
PAID = Phrase(
    r"\b(?:use (?:my )?code|link in (?:my )?bio|promo code|my code|sent me|gifted|obsessed with|swear by|favorite brand|my go-to|partnered|ambassador)\b"
)
CONSENTED = Phrase(
    r"\b(?:(?:with|got|has|have|had|gave|given|her|his|their|'s|signed|by) (?:\w+ ){0,3}(?:permission|consent|authori[sz]ation|blessing|ok|okay|go-ahead)|said (?:we|i) could|said yes|consented|she said we|he said we|they said we|(?:she|he|they) (?:okayed|approved|agreed|is (?:ok|fine|happy) with|asked (?:us|me) to (?:share|tell|post))|shared with|con (?:su )?(?:permiso|autorizacion|consentimiento)|nos dio permiso|nos autorizo|nos dejo|avec (?:son|leur|l')? ?(?:accord|autorisation|consentement|permission)|nous a (?:dit oui|autoris\w+)|permission to (?:share|post|tell))\b"
)
RANGE = Phrase(
    r"\b(?:aged? )?\d{1,3} ?(?:-|to|a|y|et|and|\u2013) ?\d{1,3}\b|\b\d{1,3}(?:\.\d+)? ?%|\b\d{1,3}[,. ]\d{3}\b|\bper (?:million|100|1,?000)|\bone in\b|\b1 in \d|\b[4-9]\d{2}\b|\b[1-3]\d{2}(?! ?(?:mg|ml|ans|/))\b",
    digits=True,
)
SMALL = Phrase(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|deux|trois|quatre|cinq|sept|huit|neuf|dix) (?:(?:new|confirmed|more|of our|local|young|pediatric|nouveaux|nuevos|suspected|fatal|positive|different|probable|recent|teen|cas|casos|additional|of the) ){0,2}(?:patients?|cases?|residents?|people|children|kids|babies|deaths?|overdoses?|women|men|students|staff|girls|boys|teens|mothers|moms|infants|newborns|families|births|suicides|pacientes|casos|ninos|personas|muertes|fallecidos|mujeres|enfants|cas|patientes?|personnes|deces|nourrissons|eleves|transplants?|amputations?|positives?|hiv|tb)\b",
    needs="patients patient cases case residents people children kids babies deaths death overdoses overdose women men students staff girls boys teens mothers moms infants newborns families births suicides pacientes casos ninos personas muertes fallecidos mujeres enfants cas patientes patiente personnes deces nourrissons eleves transplants amputations positives hiv tb habitants candidates falls losses",
)
SMALL_PLACE = Phrase(
    r"\b(?:our|this|the|in|at|from|de|nuestro|notre|la|el|le) (?:\w+ ){0,2}(?:county|town|village|valley|district|school|unit|ward|ICU|nursing home|floor|island|parish|clinic|community|city|hospital|campus|reservation|pueblo|condado|comarca|colegio|municipio|isla|commune|canton|ecole|residencia|residence|ehpad)\b|\bthis (?:week|month|year|winter|spring|summer|fall|quarter)\b|\blast (?:week|month|year|winter|night)\b|\bsince the start\b|\bin (?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
UNIQUE = Phrase(
    r"\b(?:the|our|town's|county's|state's|country's|la|el|le|l') ?(?:only|sole|first|youngest|oldest|last|tallest|longest[- ]serving|unica|unico|seule?|premiere?|primera?|ultim[oa])\b (?:\w+[ -]){0,3}\w+ (?:in|on|at|of|from|to|de|del|en|du|a)\b|\b(?:state|county|world|country)'s (?:first|only|oldest|youngest)\b|\bon the news\b|\bin the (?:paper|papers|news)\b|\b(?:saw|seen|read|heard) (?:it|about (?:it|him|her)|him|her) (?:on|in) (?:the )?(?:news|tv|paper|papers)\b|\bmade (?:the news|headlines)\b|\bgone viral\b|\bviral\b|\byou all know\b|\ben las noticias\b|\bdans le journal\b|\baux infos\b"
)
TIES = Phrase(
    r"(?:'s|whose|married to|wife of|son of|daughter of|brother of|sister of|twin|hija de|hijo de|hermano|fille de|fils de|frere)\b"
)
AGE = Phrase(
    r"(?<![\w])(?:\d{1,2}|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty)[- ]?(?:years?|yrs?|yo|y/o|year-old|y\.o|months?|mo|weeks?|ans|anos|weeker)\b|\bin (?:his|her|their) (?:early |mid |late )?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|\d0s)\b|\b\d{1,2}[mf]\b|\[\d{1,2}[mf]\]|\b(?:male|female|man|woman|hombre|mujer|homme|femme),? \d{1,2}s?\b|\bturned \d{1,2}\b|\bi'?m 1[0-7]\b|\bage \d|\b\d{1,2}e? grader\b|\baged \d{1,2}\b(?! to|-| and)|, \d{1,2},|cuarent|quincuag|treint|quarantaine|trentaine|cinquantaine|soixantaine",
    digits=True,
    minus="late early man woman month year months week weeks",
)
QUOTE = Phrase(
    r"\b(?:said|says|asked|asks|told|replied|goes|insists|swears|claims|whispered|dijo|pregunto|dit|demande|jure)\b|[\"\u201c\u00ab]"
)
FRESH = Phrase(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening|shift|week|spring|summer|winter|fall|year|month)|last (?:night|week|shift|month|year|spring|summer|winter)|just (?:now|had|got|lost|saw|left|finished|delivered|intubated|coded)|yesterday|minutes ago|hours? ago|an hour ago|earlier|right now|rough (?:one|shift|night)|on shift|off shift|night shift|hoy|anoche|esta (?:noche|manana|tarde)|ayer|hace (?:una|dos|tres|unas|\d+) horas?|guardia de (?:hoy|anoche)|turno|ce (?:soir|matin)|cette nuit|hier|aujourd'hui|il y a \w+ heures?|de garde|last week)\b"
)
KNOW_WHO = Phrase(
    r"\b(?:can'?t say (?:who|names?)|won't say|not saying|no names?|you (?:all )?know who|guess who|a certain|certain (?:\w+ )?(?:player|actor|singer|senator|mayor|star|quarterback|rapper|influencer|coach|politician|striker)|famous|celebrity|household name|vip|well[- ]known|seen on (?:a|the)|if you know you know|motus|ya me enten\w*|on ne dira pas qui|i'?m just saying|not saying which|do the math|solo dire que|big name|from (?:that|the) (?:show|band|movie|team)|sin decir nombres|cierto|cierta|conocid[oa]|famos[oa]|celebre|connue?|sans dire)\b"
)
OWN_STAFF = Phrase(
    r"\b(?:one of our own|our own|one of (?:our|the) (?:\w+[ -]){0,3}(?:nurses?|doctors?|colleagues?|porters?|staff|team|techs?|aides?|residents?|surgeons?|clerks?|employees?|coworkers?|drivers?)|(?:a|my|our) (?:\w+ ){0,2}(?:colleague|coworker|co-worker|teammate|charge nurse|manager|boss|secretary|receptionist|porter|intern)|una companera|un companero|una? (?:de )?nuestr[oa]s? (?:enfermer\w+|medic\w+)|(?:un|une|notre) collegue)\b",
    needs="one own colleague coworker co-worker teammate boss secretary receptionist porter intern companera companero nuestro nuestra nuestros nuestras collegue manager nurse",
)
SELF_TOLD = Phrase(
    r"\b(?:nobody (?:in my life )?knows|no one knows|haven't told|never told|throwaway|first time (?:saying|telling|posting)|my family doesn't know|secret|confess\w*|don't tell|can't say it|nadie lo sabe|no lo habia contado|personne ne sait|jamais dit)\b",
    needs="nobody knows told throwaway saying telling posting family secret confess confession don't say nadie habia personne jamais",
)
RISK = Phrase(
    r"\b(?:kill myself|end it all|want(?:ed)? to die|hurt(?:ing)? myself|suicid\w*|self[- ]?harm\w*|(?:been|i'm|started|stop) cutting|took? (?:too many|the whole)|too many (?:tablets|pills)|overdos\w*|relaps\w*|using again|(?:months?|years?|days?) (?:clean|sober)|clean (?:from|for|since)|sober|methadone|suboxone|hiv|undetectable|herpes|abortion|had a termination|miscarr\w*|lost (?:the|my|our) baby|perdi (?:a )?(?:mi|el|al) bebe|(?:i'm|im|i am) (?:\d+ weeks )?pregnant|estoy embarazada|(?:je suis )?enceinte|ivg|avorte|fausse couche|fiv|raped?|assaulted|(?:he|she|dad|husband|boyfriend|partner) (?:hits|hit|beats|chokes|hurts) me|the voices|hear(?:ing)? voices|psych ward|inpatient psych|bipolar\w*|schizo\w*|psychosis|brca\w*|deport\w*|undocumented|no papers|sin papeles|sans papiers|vih|seropositi\w*|tested positive for|chlamydia|gonorrh\w*|syphilis|addict(?:ed|ion)?|in rehab|detox|antidepre\w*|eating disorder|purging|anorexi\w*|bulimi\w*|huntington\w*|i'm trans|transition(?:ing)?|ptsd|depresion|depression|had a drink|drinking again|days? sober|electroshock|sin beber|antipsicotic\w*|antipsychotic\w*|psych floor|not keeping it|cut again|keys in my hand|hallucinations|lo que me hizo|what (?:he|she|my uncle|my dad) did to me|sold my|ect|lithium)\b",
    minus="years months month days day lost whole hear since stop weeks again been i'm year hits hit dad husband partner boyfriend keys hand hears hurts beats many",
)


YOUNG = Phrase(
    r"\b(?:i'?m|i am|im|tengo|j'ai) 1[0-7]\b|\[1[0-7][mf]\]|\b1[0-7]f\b|\b1[0-7]m\b|\bmy counselor\b|\bschool (?:nurse|counselor)\b",
    needs="i'm im am tengo j'ai 10f 11f 12f 13f 14f 15f 16f 17f 13m 14m 15m 16m 17m counselor school",
)
KNOWN_ROLE = Phrase(
    r"\b(?:the|our|el|la|le|that|county|town's|city) (?:[\w'-]+ ){0,3}?(?:sole survivor|survivor|pilot|coach|mayor|sheriff|pastor|priest|parroco|cura|principal|teacher|judge|senator|councilman|commissioner|window washer|lifeguard|presenter|presentadora|presentador|anchor|quarterback|striker|goalkeeper|arquero|delantero|captain|sophomore|junior|senior|freshman|photographer|driver|jockey|rider|diver|firefighter|officer|deputy|chief|bride|groom|contestant|winner|keeper|librarian|postman|baker|butcher|barber|owner|singer|drummer|guitarist|dj|weatherman|reporter|journalist|actor|actress|candidate|minister|imam|rabbi|farmer|rancher|logger|miner|boulanger|maire|facteur|alcalde|maestra|maestro|bombero|torero)\b(?= (?:at|of|from|who|in|on|de|del|du|hurt|injured|you|everyone|we|that|came|whose|has|had|with|is)\b)"
)


REACTION = Phrase(
    r"\b(?:gave me|made me|caused|side effects?|reaction|allergic|rash|hives|swell\w*|swollen|seizures?|bleeding|fainted|passed out|vomit\w*|nausea|hallucinat\w*|stopped breathing|me dio|me dejo|me provoco|efectos? secundarios?|m'a donne|effets? (?:secondaires?|indesirables?))\b"
)
REVIEW_PLACES = ("repl", "review", "google", "yelp", "trustpilot", "healthgrades", "avis", "resena", "reseña")
OWNED = frozenset(["your", "ur", "su", "sus", "tu", "tus", "votre", "vos"])


NEEDS = {"cared for you": YOU, "you did": YOU, "your care": YOU, "kind words": YOU, "we remember": US}
GATES = Gates(
    {
        "cared for you": CARED,
        "you did": YOU_DID,
        "your care": YOUR_CARE,
        "kind words": PRAISE,
        "we remember": RECALL,
        "neutral": NEUTRAL,
        "advises": ADVISE,
        "to one reader": ADDRESSED,
        "invites": INVITES,
        "warns off": INVITE_NOT,
        "reward": REWARD,
        "claim": CLAIM,
        "paid": PAID,
        "says consent": CONSENTED,
        "figures": RANGE,
        "few": SMALL,
        "small place": SMALL_PLACE,
        "one of a kind": UNIQUE,
        "ties": TIES,
        "age": AGE,
        "quote": QUOTE,
        "fresh": FRESH,
        "hints who": KNOW_WHO,
        "own staff": OWN_STAFF,
        "tells on self": SELF_TOLD,
        "risk": RISK,
        "young": YOUNG,
        "known role": KNOWN_ROLE,
        "reaction": REACTION,
    }
    | MORE,
    NEEDS,
)
