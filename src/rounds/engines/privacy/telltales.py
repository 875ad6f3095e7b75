"""More phrases that tell what a text does, in English, Spanish and French: each a sign of its own for the weights."""

from rounds.engines.privacy.phrases import Phrase


def any_of(*ways: str) -> Phrase:
    """One pattern from its ways of being said."""
    return Phrase(r"\b(?:" + "|".join(ways) + r")\b")


MILESTONE = any_of(
    r"retir(?:e|es|ed|ing|ement)", r"graduat\w+", r"promot\w+", r"anniversary", r"award\w*", r"medal\w*", r"winner", r"volunteer\w*",
    r"congrat\w*", r"joins? (?:us|our)", r"joined (?:us|our)", r"proud of (?:our|my)", r"welcome (?:our|to our|aboard)", r"(?:new|first) hire",
    r"passed (?:her|his|my|the|their) (?:\w+ )?(?:boards|exam|nclex|test)", r"certificate", r"marathon\w*", r"finish line", r"\d+ years (?:of service|with us)",
    r"jubil\w+", r"graduo", r"voluntari\w+", r"premio", r"orgullos\w+ de", r"bienvenid[oa]s?", r"se incorpora", r"felicidades", r"felicitaciones",
    r"retraite", r"benevoles?", r"diplome\w*", r"prix", r"bravo", r"felicitations", r"rejoint", r"fiers? de", r"bienvenue", r"medaille",
)  # fmt: skip
GIVEN = any_of(
    r"donat\w+", r"donors?", r"foundation", r"gave (?:us|the|our)", r"endow\w*", r"in memory of", r"fundrais\w*", r"sponsor\w*", r"gifts? of",
    r"donaci\w+", r"donantes?", r"fundacion", r"colecta", r"donateurs?", r"fondation", r"legs", r"mecene\w*",
)  # fmt: skip
HAPPENING = any_of(
    r"tickets?", r"parade", r"concert", r"festival", r"open house", r"bake sale", r"conference", r"workshop", r"webinar", r"ribbon", r"rooftop",
    r"fair", r"sale on", r"keynote", r"register", r"rsvp", r"raffle", r"towed", r"parking", r"parked", r"menu", r"open(?:s|ing)? (?:on|at|until)",
    r"feria", r"concierto", r"taller", r"charla", r"jornada", r"inscri\w+", r"carrera", r"entrada libre",
    r"atelier", r"conference", r"colloque", r"kermesse", r"inscriptions?", r"portes ouvertes", r"reunion",
)  # fmt: skip
INVENTED = any_of(
    r"doesn'?t exist", r"made[- ]up", r"made (?:him|her|them|it) up", r"invented", r"fictional", r"fictitious", r"imaginary", r"composite", r"not (?:a )?real",
    r"no real patient", r"mannequin", r"manikin", r"simulat\w+", r"rubber arm", r"banana", r"in my novel", r"character", r"role[- ]?play", r"textbook",
    r"ficticio", r"inventad[oa]", r"imaginari[oa]", r"simulacro", r"personaje", r"fictif", r"fictive", r"invente", r"imaginaire", r"mannequin", r"personnage",
)  # fmt: skip
REFUSES = any_of(
    r"(?:do not|don'?t|never|won'?t|will not|can'?t|cannot) (?:\w+ ){0,2}(?:dm|diagnose|post|share|comment|tag|message|send|put|click|reply|answer)",
    r"scam\w*", r"phishing", r"fake (?:account|page|profile)", r"impersonat\w+", r"estafa\w*", r"perfil falso", r"arnaque\w*", r"faux compte", r"hameconnage",
    r"recall(?:ed)?", r"alerta", r"retirada del", r"rappel de", r"myth", r"mito", r"idee recue",
)  # fmt: skip
WORRY = any_of(
    r"pray(?:ing|ers?)?(?: \w+){0,2} for", r"prayfor\w*", r"(?:keep|hold) (?:\w+ ){1,4}in your (?:thoughts|prayers)", r"get well", r"gofundme",
    r"meal train", r"(?:need|needs|needed) (?:a )?(?:blood|donors?)", r"oraciones", r"oren por", r"recemos", r"dadores", r"donadores", r"pronta recuperacion",
    r"priez pour", r"prieres", r"courage a", r"bon retablissement", r"une pensee pour", r"cagnotte", r"didn'?t make it", r"passed (?:away|on)", r"rest in peace", r"rip",
)  # fmt: skip
IN_CARE = any_of(
    r"(?:is|are|was|were|still|back|been|he's|she's|hes|shes) (?:\w+ ){0,2}(?:in|on|at|into|to) (?:the |our |an? |my )?(?:icu|er|ed|hospital|ward|unit|ventilator|vent|hospice|rehab|"
    r"life support|intensive care|dialysis|oxygen|chemo|nicu|picu|ccu|ltac|breathing tube|detox|psych\w*|stroke unit|burn unit|memory unit)",
    r"(?:rushed|flown|airlifted|taken|transferred|admitted|moved) to", r"(?:on|off) (?:the |a )?(?:vent|ventilator|breathing tube|ecmo)", r"extubated", r"intubated",
    r"(?:came|come|coming|went|going|is|made it|back) (?:out of|home from|home on|through) (?:\w+ )?(?:surgery|hospital|icu|hospice|operation)", r"breathing through a tube",
    r"esta (?:\w+ )?(?:internad[oa]|ingresad[oa]|hospitalizad[oa]|en (?:la )?(?:uci|uti|terapia|cuidados|el hospital|coma))", r"con respirador", r"en terapia intensiva",
    r"aux? (?:soins intensifs|urgences|reanimation|rea|hopital)", r"(?:est|sont|a ete) (?:\w+ )?(?:hospitalise\w*|opere\w*|intube\w*)", r"en (?:reanimation|soins palliatifs)",
)  # fmt: skip
SOMEBODY = any_of(
    r"(?:the|this|that|a|an|my|our|some|one) (?:\w+ ){0,2}(?:lady|guy|dude|bloke|gentleman|kid|kiddo|fella|regular|old man|old lady|pt|mom|grandma|granny|toddler|teenager|teen|"
    r"preemie|newborn|boy|girl|woman|man|couple|granddaughter|grandson|widow|veteran|vet) (?:in|from|across|with|who|whose|that|came|was|had|just|told|asked|said|today|tonight|is|has|on)",
    r"had (?:one|someone|somebody|a guy|a lady|a kid) (?:in|come|today|tonight|who)", r"(?:patient|patiente|paciente) (?:of the|du|del) (?:day|night|jour|dia)",
    r"one of my (?:\w+ ){0,2}(?:patients|pts|kids|kiddos|residents|families|ladies|guys|clients)", r"my (?:first|last|favou?rite|sweetest|oldest|youngest|next|smallest|toughest) (?:\w+ )?"
    r"(?:patient|pt|kid|kiddo|admit|code|fan|case|lady)", r"(?:the|our|this) (?:3|2|4) ?am regular", r"(?:el|la|un|una) (?:\w+ )?(?:senora?|abuel[oa]|viejit[oa]|chic[oa]|muchach[oa]|nin[oa]|bebe) "
    r"(?:de la|del|que|con|de)", r"se me murio", r"(?:le|la|un|une) (?:\w+ )?(?:monsieur|dame|mamie|papi|gamin|gamine|petit|petite|ado|vieux|vieille|bebe) (?:de|du|qui|avec|a)",
)  # fmt: skip
OUR_REPLY = any_of(
    r"(?:glad|happy|pleased|honou?red|sorry|proud) (?:that )?(?:we|to have|our team|the team|our staff)(?: \w+){0,4} (?:help|helped|care|cared|serve|take|took|see|saw|meet|be part|make|made)",
    r"during your (?:\w+ )?(?:stay|visit|time|care|delivery|surgery|procedure)", r"(?:our|your) (?:file|chart|notes|record\w*)", r"your (?:hospitali[sz]ation|infusion|stay|time with us|time here|"
    r"admission|discharge|file|no-shows?|copay|deductible|pre-?authori[sz]ation|anger|experience with)", r"you (?:no-?showed|were (?:seen|offered|told|given|advised))", r"since your last",
    r"(?:we|our team) (?:were|was|are) (?:\w+ )?(?:able to|here for you|honou?red)", r"votre (?:hospitalisation|passage|dossier|accouchement|operation|suivi|consultation|sejour|rendez-vous|intervention)",
    r"su (?:estancia|hospitalizacion|ingreso|expediente|consulta|paso por|cirugia|parto|caso)", r"(?:le|lo|la) (?:atendimos|operamos|cuidamos|recibimos)", r"nous vous avons",
)  # fmt: skip
VEILED = any_of(
    r"(?:not|no|can'?t|won'?t|without|never|i'?m not) (?:\w+ )?(?:say|saying|telling|naming|names?|dropping names)(?: (?:who|which|names))?", r"you(?:'d| would) (?:all )?know (?:him|her|them|the name)",
    r"(?:on|from) (?:the |that )?(?:tv|telly|television|billboard|radio|show|soap|series|news|band|movie|team)", r"(?:country|pop|opera|famous|retired|former) (?:\w+ )?(?:singer|star|player|actor|"
    r"actress|mayor|senator|rapper|presenter|anchor|coach|striker|quarterback)", r"everyone (?:knows|in town|here knows|who)", r"anyone who (?:\w+ ){0,3}knows", r"do the math", r"drag queen",
    r"in the tele", r"en la tele", r"a la tele", r"todo el (?:mundo|que|pueblo)", r"no (?:digo|dire|voy a decir)", r"solo dire", r"sin (?:decir )?nombres?", r"motus", r"sans (?:le )?nommer", r"je ne dis pas",
    r"paraît que", r"parait que", r"(?:i )?heard (?:it |this )?(?:from|he|she|hes|shes|he's|she's|that)", r"word is", r"rumou?r", r"people are saying", r"dicen que", r"on parle d'un", r"on dit que",
)  # fmt: skip
PROMISED = any_of(
    r"revers(?:e|es|ed|ing)", r"melts?", r"cures?", r"cura", r"guarantee\w*", r"stop(?:s)? (?:aging|ageing|diabetes|cancer|pain)", r"eras(?:e|es|ing)", r"detox\w*", r"protocol", r"ozone", r"ivermectin",
    r"testimonials?", r"ask me how", r"no drugs", r"no (?:surgery|downtime|risk)s?", r"zero (?:side|risk|downtime)", r"in \d+ (?:days|weeks|sessions)", r"off[- ]label", r"cancer-?free", r"only \d+ (?:slots|spots)",
    r"garantiz\w+", r"garanti\w*", r"milagros\w*", r"sin (?:cirugia|dolor|riesgos?)", r"elimina\w*", r"miracle", r"sans (?:risque|douleur|chirurgie)", r"adieu (?:a|aux)", r"en \d+ (?:dias|sesiones|jours|seances)",
)  # fmt: skip
PAYS = any_of(
    r"(?:knock|knocked|take|took|taking) (?:\S+ ){0,3}off", r"\d+ ?(?:%|percent|bucks|dollars|euros|pesos) off", r"gift ?cards?", r"coffee card", r"free (?:\w+ ){0,2}(?:for|if|when|with)", r"(?:if|when) (?:you|we|i) "
    r"(?:post|tag|review|rate|changed?|leave|left|give|gave|write|wrote) (?:\w+ ){0,3}(?:stars?|review|us|rating|my)", r"entered to win", r"sorteo", r"participa\w*", r"regal\w+", r"descuento", r"gratis", r"offerte?s?", r"gratuit\w*",
    r"remise", r"concours", r"a gagner", r"cinq etoiles", r"cinco estrellas", r"five stars?", r"[2-5][- ]?stars?",
)  # fmt: skip
DIAGNOSED = any_of(
    r"(?:sounds|looks) like (?:a |an |you)?", r"(?:that'?s|it'?s|you have|you've got|you got) (?:a |an |just |probably |definitely |clearly |textbook )+\w+", r"(?:just )?double (?:the|your|up)", r"(?:take|pop|try|skip|stop|use) (?:the|your|two|2|three|3|"
    r"half|one|an extra|some)", r"with your (?:numbers|labs|symptoms|history|dose|results)", r"(?:doctor|doc) wo?n'?t tell you", r"lo tuyo es", r"tomate", r"(?:es|eso es) (?:una |un )?(?:cistitis|gastritis|alergia|infeccion|migrana|ansiedad|hongos)",
    r"c'est (?:un|une|la|le|l') ?(?:zona|cystite|angine|otite|eczema|mycose|scarlatine|phlebite|allergie|migraine|sciatique)", r"donne-lui", r"prends(?: du| un| de)?", r"arrete (?:le|la|ton|ta)", r"(?:matin et soir|fois par jour|cada \d+ horas|veces al dia)",
)  # fmt: skip
FEW = any_of(
    r"(?:un|une|one|a|1) (?:new |confirmed |single )?(?:case|cas|caso) (?:of|de|d')", r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d) (?:\w+ ){0,3}(?:cases?|falls?|deaths?|patients?|people|infants?|births?|children|residents|students)",
    r"(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d) (?:\w+ ){0,2}(?:casos?|muertes?|defuncion\w*|pacientes|nin[oa]s|personas)", r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d) (?:\w+ ){0,2}(?:cas|deces|patients|nourrissons|enfants|"
    r"personnes)", r"(?:falls|ulcers|blood|deaths|births|codes)[^.!?,;]{0,30}, (?:one|two|three|four|five|six|\d)\b", r"our (?:rural|small|little) (?:\w+ )?(?:ed|er|ward|unit|clinic|town|hospital)", r"wards? \d+",
)  # fmt: skip
SCREENS = any_of(
    r"(?:board|monitor|monitors|screen|screens|whiteboard|schedule|chart|census|clipboard|sign-in|wristband|workstation|label|badge) (?:\w+ )?(?:behind|open|on|in|is|legible|visible|readable|back|still)", r"behind me", r"in the back(?:ground)?",
    r"don'?t zoom", r"x-?ray of the (?:day|week)", r"selfie", r"grwm", r"wristband", r"(?:sign-in|patient|bed) (?:sheet|board|list)", r"pic(?: \d)?:", r"photo:", r"alt:", r"screenshot", r"posting a pic", r"de fondo", r"pizarra", r"pantalla",
    r"en arriere-plan", r"derriere moi", r"l'ecran", r"tableau", r"pulsera", r"bracelet", r"live-?stream\w*", r"radiografia del dia", r"radio du jour",
)  # fmt: skip
ALMOST = any_of(
    r"whole bottle", r"river", r"keys in my hand", r"not (?:asking for|wanting) (?:anything|help)", r"is this (?:the )?normal", r"treated me like a criminal", r"(?:on|off) (?:buprenorphine|suboxone|methadone|lithium|prep|prozac|zoloft)",
    r"(?:i|i've|ive|i have|haven'?t|never) (?:\w+ ){0,2}told (?:my|anyone|anybody|no one|nobody|a soul)", r"days? since i", r"saying it out loud", r"no se lo (?:he dicho|dije)", r"no lo sabe nadie", r"je ne l'ai dit", r"personne ne le sait",
    r"tw\b", r"trigger warning", r"i (?:keep )?pictur\w+", r"wish i (?:wasn'?t|were not|was not)", r"don'?t want to (?:be here|wake)", r"no quiero (?:vivir|seguir|despertar)", r"j'en pouvais plus", r"plus envie de",
)  # fmt: skip
PETS = any_of(
    r"veterinar\w+", r"vet (?:clinic|tech|visit|bill)", r"animal hospital", r"kittens?", r"pupp(?:y|ies)", r"(?:my|our|the|his|her) (?:cat|dog|cats|dogs|hamster|rabbit|parrot|horse|goat|fish|gecko|snake)s?", r"paws", r"service dog", r"therapy dog",
    r"mi (?:perr\w+|gat\w+)", r"perrit[oa]", r"gatit[oa]", r"mon (?:chien|chat)", r"ma chienne", r"chaton", r"lemur", r"komodo",
)  # fmt: skip

MORE = {
    "milestone": MILESTONE,
    "given": GIVEN,
    "happening": HAPPENING,
    "invented": INVENTED,
    "refuses": REFUSES,
    "worry": WORRY,
    "in care": IN_CARE,
    "somebody": SOMEBODY,
    "our reply": OUR_REPLY,
    "veiled": VEILED,
    "promised": PROMISED,
    "pays": PAYS,
    "diagnosed": DIAGNOSED,
    "few of them": FEW,
    "screens": SCREENS,
    "almost": ALMOST,
    "animals": PETS,
}
