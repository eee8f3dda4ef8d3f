"""The ways of speaking that make a message no sighting: questions, denials, plans, news, thanks."""

import re

from wekeep.watch.rules.paste.patterns import alternatives, later, whole
from wekeep.watch.rules.paste.people_words import AGENTS

AGENCY = whole(alternatives(AGENTS, "agent|agente|officer|migra|oficial|redada|raid|ice|operativo|operativos"))
_LOCALS = (
    r"(?:(?:the |la |el |los |las |un |una |some )?(?:mpd|local|regular|metro transit|transit|st paul|mpls|minneapolis|city|county|state)? ?"
    r"(?:police|cops?|pd|sheriffs?|mpd|spd|sppd|security|policias?(?: (?:locales|local|municipal|de la ciudad|normales|de minneapolis))?|"
    r"troopers?|state patrol|seguridad|gangs?|military|national guard|ejercito|la policia)(?!\S))"
)
DENIED_OTHERS = whole(
    rf"(?:no|not|arent|aren't|isnt|isn't|aint|ain't|never|tampoco)(?: (?:son|es|eran|era|fueron|parecen|the|these|los|la|these are|just|your|any))* {_LOCALS}(?! thing)"
    rf"|{_LOCALS} (?:no (?:es|son|eran|era|fueron)|they (?:are not|arent|aren't))"
)
"""Denials that leave them what they were feared to be: "not MPD", "no son policías locales"."""
_HARMLESS = r"""(?:funeral|film|movie|tv show|photo shoot|commercial|utility|utilities|xcel|centerpoint|construction|landscap\w*|delivery|ice delivery|ice cream|
    ice company|amazon|fedex|ups|dhl|doordash|instacart|mail\w*|grandpa|grandma|grandfather|dad picking|tow truck|snow ?plow\w*|plow\w*|gas company|power company|
    electric company|water company|phone company|cable company|cable guy|internet|fiber|fire marshal|fire department|fire dept|firefighters?|firemen|ems|paramedics?|medics|ambulance|
    swat|health inspector\w*|health department|movers|moving company|exterminator\w*|plumber\w*|electrician\w*|painters?|crossing guard\w*|parking enforcement|meter|
    la luz|el gas|del agua|de la compania|de mudanza\w*|school|safety staff|school staff|dnr|postal|usps|security|roof\w*|contractors?|county|sheriff\w*|state patrol|
    mpd|metro transit|local police|mpls police|minneapolis police|police (?:training|dept|department)|city|private|fireworks?|firecrackers?|cohetes|cuetes|petardos|fuegos artificiales|gunshots?|thunder|a transformer|transformer|car backfiring|wedding|quinceanera|uber|lyft|comcast|xfinity|
    surveyors?|inspectors?|garbage|trash|recycling|bomberos|paramedicos|policias? locales|policia local|la policia|policia de|ambulancia|pelicula|construccion|trabajadores|
    techadores|pintores|plomeros?|electricistas?|mudanza|cartero|paqueteria|repartidor\w*|correo|basura|grua|seguridad|jardineros|guardias|inspectores|del gas|de la luz|
    neighbors?|vecinos?|parents?|teachers?|coaches|coach|students|census|assessors?|appraisers?|jehovah\S*|testigos|missionaries|misioneros|mormons?|military recruit\w*|recruiters?|
    nurses?|home health|social workers?|process servers?|repo|bounty hunters?|bail bonds\w*|animal control|park police|parks|park service|maintenance|janitors?|hunters|airsoft|
    paintball|church group|food (?:truck|shelf)|catering|santa|insurance|fbi training|drill|training exercise|ejercicio|simulacro|rehearsal|cosplay\w*|halloween)(?!\S)"""
SOMETHING_ELSE = later(
    r"(?:^| )(?<!there )(?<!theres )(?<!there's )(?:just|only|nomas|nvm|was|were|is|are|its|it's|thats|that's|those|they're|theyre|being|wasnt anything|turned "
    r"out|era|eran|es|son|fue|fueron) (?:just |only |a |an |the |some |actually |literally |simply |really |from |with (?!neighbor|vecin|family|famil|parent)|del |part of |people |guys |workers |crew |team |"
    r"our |local |probably |all |solo |nomas |unos |un |una |unas |puros |los |las |el |la |de |nada mas |solamente |gente |puro )*"
    + re.sub(r"\n *", "", _HARMLESS)
    + r"|(?:^| )(?:is|are|was|were|its|it's|theyre|they're|son|eran|es) (?:just |only |all )*(?:the|a|an|our|some|la|el|los|las|una|un|unos) (?:[a-z']+ ){1,2}?(?:crews?|company|contractors?|utility|volunteers?|inspectors?|installers?|surveyors?|cuadrilla|voluntarios|compania|janitors?|repairmen|plumbers?)(?!\S)"
    + r"|(?:^| )(?:they are|they're|theyre|those are|these are|it is|its|it's|he is|he's|son|eran|es) (?:just |only |all |actually )*(?:the |a |an |our |some |los |las |unos |un )?(?:[a-z']+ )?(?:security guards?|guards|security|nurses|firefighters|paramedics|mail carriers|guardias|enfermeras?|bomberos)(?!\S)"
    + r"|(?:^| )(?:is|are|was|were|its|it's|theyre|they're|belongs?|son|es) (?:here )?(?:for|to|from|part of|de|para) (?:the|a|an|our|la|el|los|un|una) (?:[a-z']+ ){0,2}?(?:owners?|games?|players?|teams?|concert|band|tour|mayor|governor|president|senator|event|race|marathon|parade|wedding|funeral|boda|funeral|movie|company|landlord|dueno|juego|partido|concierto|desfile|gobernador|alcalde)(?!\S)"
    + r"|(?:^| )(?:is|was|its|it's|thats|that's|are|era|es|son) (?:just |only |actually |probably |solo |nomas )*(?:my|our|mi|nuestro|nuestra|el de mi|de mi) (?:[a-z']+ )?(?:uncle|dad|mom|brother|sister|cousin|husband|wife|boyfriend|landlord|neighbors?|neighbor's|neighbours?|friends?|car|truck|van|boss|tio|tia|papa|mama|hermano|hermana|primo|vecino|vecina|esposo|esposa|suegro|amigo|carro|troca)(?! (?:said|says|saw|being|getting|dice|vio|who|got|that|they|at|car being))(?!\S)"
)

ASKING = whole(
    alternatives(
        """anyone know|anybody know|does anyone|does anybody|do we know|has anyone|has anybody|did anyone|
            did anybody|did anybody else|anyone else|anyone see|anyone seen|anyone near|any news|any update|
            any updates|anyone have|is it true|is there|are there|is ice|are they|is that|was that|is this|
            whats going on|what's going on|what is going on|what happened|is the|is it|are we|do they|do you|
            can you|can i|could you|where are|where is|where do|what time|who has|who is|who wants|how many|
            how do|how can|which|what are|what is|what do|why are|why is|when is|should we|should i|is anyone|
            is anybody|can anyone|can someone|could someone|would anyone|alguien sabe|alguien ha|alguien vio|
            alguien mas|alguien tiene|alguien puede|saben si|sabe si|saben algo|sabe alguien|es cierto que|
            es verdad que|que paso|que esta pasando|donde estan|donde fue|quien sabe|quien tiene|quien puede|
            por que|como le hago|puedo|podrian|se puede|sera que|que hago"""
    )
)
OPENS = later(
    r"^(?:(?:\\.|;|hi|hey|hola|hello|ok|so|and|y|oye|oigan|pregunta|question|"
    r"quick question|all|everyone|guys|buenas|buenos|dias|tardes|noches|,|!|"
    r":|update|good|morning|perdon|sorry|disculpen|but|pero|do|you|know|umm|"
    r"um|wait|por|favor|compas|grupo|amigos|vecinos|gente) )*"
    rf"(?:{ASKING.pattern}|(?:is|are|was|were|did|does|do|has|have|can|could|"
    rf"should|would|will|whos|who's|whats|what's|wheres|where's|whens|when's|hows|how's|whys|why's|isnt|isn't|cual|cuales|who|what|where|when|why|how|which|any|anyone|anybody|"
    rf"alguien|saben|sabe|hay|que|quien|donde|cuando|cuantos|como|sera|es|esta|"
    rf"estan|siguen)(?!\S))"
)
CLEAR = whole(
    alternatives(
        """all clear|not been confirmed|no confirmed|hasnt been seen|hasn't been seen|has not been seen|no se ha visto|no se han visto|haven't seen any|havent seen any|havent seen them|haven't seen them|just mpd|just police|just cops|just the police|just local|just sheriff|just state|solo policia|nomas policia|just the sheriff|just a sheriff|just a cop|just a traffic stop|belongs to|pertenece a|es de un vecino|es de una vecina|false alarm|false alert|false report|falsa alarma|no ice|not ice|was not ice|wasnt ice|
            wasn't ice|isnt ice|isn't ice|no es ice|no es la migra|no era ice|no era la migra|no era migra|
            no hay migra|no hay ice|no hay nada|no hay nadie|nothing here|nothing there|nobody here|
            nobody there|no one here|no one there|nothing to see|todo tranquilo|todo bien|todo despejado|
            esta tranquilo|todo limpio|despejado|its clear|it's clear|is clear|clear now|area is clear|
            area clear|coast is clear|ya no hay|looks clear|
            no sign of|no signs of|just a film crew|film crew|just shoppers|just customers|just parents|
            just neighbors|just workers|just people|just some kids|just the mail|it was just|turned out to be|
            turns out|just construction|no migra|sin migra|no feds|no agents|no activity|no sightings|all quiet|
            todo normal|all normal|no presence|ya pueden salir|pueden salir|stand down|standing down|
            can head home|nada por aqui|nada por aca|sin novedad|sin novedades|fue falsa|era falsa|
            no eran ellos|no era nada|no son ellos|not them|was just|were just|it was only|solo era|solo eran|
            nomas era|nomas eran|stop spreading|dejen de|no es cierto|no es verdad|fake|is false|debunked|
            not immigration|isnt them|not real|neg contact|negative contact|no contact|nothing found|
            scene clear|scene is clear|zone clear|block is clear|street is clear|nvm|nevermind|never mind|
            disregard|ignore my last|ignore last|scratch that|my bad it was|my mistake|i was mistaken|
            i was wrong|me equivoque|fue un error|era un error|ignoren|no hagan caso|olvidenlo|
            they left already nothing|only the gas company|there is no raid|there's no raid|theres no raid|
            there is no second raid|there are no agents|there is no ice|there's no ice|theres no ice|
            no hay redada|no hay reten|no hay ningun|no hay ninguna|no hay agentes|no one around|
            didnt see anything|didn't see anything|don't see anything|dont see anything|dont see anyone|
            don't see anyone|don't see anybody|no veo nada|no veo a nadie|no vi nada|no vi a nadie|
            ya paso todo|se acabo|all good now|its all good|it's all good|nothing happening|
            nothing going on|no pasa nada|not feds|no son federales|no eran federales|no eran agentes"""
    )
)
PLAN = whole(
    alternatives(
        """tomorrow|tmrw|tmw|next week|this weekend|this saturday|this sunday|on monday|gonna raid|
            going to raid|will be at|will be in|planning to|are planning|going to be|plan to|tonight at|
            manana va|manana van|manana vienen|va a haber|van a estar|van a hacer|van a venir|vienen manana|
            la proxima semana|este sabado|este domingo|el lunes|training|meeting|zoom|junta|reunion|
            entrenamiento|taller de derechos|sign up|rsvp|refresher|orientation|vigil|marcha|rally|protest|
            to cover|cover my shift|my shift|on shift|next shift|shift swap|sign - up|signup|dispatch call|
            link pinned|spreadsheet|schedule|marshals wear|wear pink|conduct card|rules apply|bring your|
            meet at|meet up at|meetup|potluck|carpool|nos vemos|nos juntamos|manana a las|el proximo|
            next saturday|next sunday|capacitacion|see you at|come to the|join us|
            acompanenos|unete|unanse|shift change|please check in"""
    )
)
PAST = whole(
    alternatives(
        """last week|every day|every morning|todos los dias|cada manana|last time|la ultima vez|i dreamed|i dreamt|sone que|last month|last year|last monday|last tuesday|last wednesday|last thursday|last friday|
            last saturday|last sunday|the other day|years ago|weeks ago|days ago|months ago|back in 20\\d\\d|back in chicago|back in january|back in february|back in march|back in april|back in may|back in june|back in july|back in august|back in september|back in october|back in november|back in december|when i was a kid|when i was little|when i was young|when i was growing up|when i was in school|when i was \\d+|
            in january|in february|in march|in april|in may|in june|in july|in august|in september|in october|
            in november|in december|in 20\\d\\d|used to|video from|from jan|remember when|la semana pasada|
            el mes pasado|el ano pasado|el otro dia|hace dias|hace \\d+ dias|hace semanas|hace meses|
            hace \\d+ semanas|hace \\d+ meses|hace \\d+ dias|\\d+ months ago|hace anos|hace \\d+ anos|
            years back|hace una semana|hace un mes|lunes pasado|martes pasado|miercoles pasado|jueves pasado|
            viernes pasado|sabado pasado|domingo pasado|\\d+ days ago|\\d+ weeks ago|a week ago|a month ago|
            antier|anteayer|in the 80s|in the 90s|back in the day|when we were|hace mucho|hace tiempo|
            hace como un mes|hace como una semana|hace como \\d+ dias|hace como \\d+ semanas|
            hace como \\d+ meses|hace unos meses|hace unas semanas|hace casi un mes|hace un ano|
            hace como un ano|about a month ago|about a week ago|a couple weeks ago|2 weeks ago|
            in 1\\d\\d\\d|en 19\\d\\d|en 20\\d\\d|en enero|en diciembre|en noviembre|en octubre"""
    )
)
RIGHTS = whole(
    alternatives(
        """stop sharing|stop posting|do not share|don't share|dont share|dont post|don't post|tips for|
            you have the right|right to remain silent|know your rights|do not open|don't open|
            dont open the door|do not have to|dont have to|don't have to|warrant signed|signed by a judge|
            conoce tus derechos|conozca sus derechos|tienes derecho|tiene derecho|no abras|
            no abran la puerta si|no firmes|no firme|si te paran|si te detienen|if they knock|if ice comes|
            if ice knocks|if ice shows|if ice stops|if ice is|if ice agents|if you are|if you're|if stopped|
            filming is legal|is legal|es legal|es su derecho|es tu derecho|ft back|feet back|stay back|
            keep hands visible|hands visible|keep your distance|don't touch|dont touch|do not touch|
            don't block|dont block|do not block|narrate|write down|graben desde|mantengan distancia|
            no interfieran|never open|nunca abran|pidan ver|ask to see a warrant|
            if they come|si vienen|si tocan|derecho a|orden firmada|remember :|recuerden|recuerda|reminder"""
    )
)
WANTED = whole(
    alternatives("""
        need|needs|need a|needed|looking for|necesitamos|se necesita|se necesitan|hace falta|hacen falta|busco|
    buscamos|who can|wanted|vendo|volunteers""")
)
TEACHING = whole(
    alternatives(
        """if you see|if u see|when you see|if anyone sees|if anybody sees|if you spot|whenever you see|si ves|
            si ven|si miran|si alguien ve|cuando vean|report using|salute format|formato salute|salute stands|
            use salute|using salute|usen salute|text salute|send salute|in salute|en formato|remember salute|
            salute means|salute significa|s is for|s for size|size activity location"""
    )
    + r"|[st] (?:[:=-] )?(?:size|tamano) (?:[,/|] )?a (?:[:=-] )?(?:activity|actividad|accion)"
    + r"|(?:size|tamano) , (?:activity|actividad) , (?:location|lugar|ubicacion)"
)
NEED = whole(
    alternatives(
        """can whoever|could whoever|will whoever|would whoever|whoever owns|whoever has the|owner of the|how do i find|how can i find|where did they take|donde lo tienen|donde la tienen|como lo encuentro|typical ice|typical vehicles|typically|usually|known vehicles|suelen usar|they use|ice uses|
            about ice|about la migra|sobre la migra|sobre ice|hotline is|hotline :|hotline number|the hotline|ice hotline|linea directa|llamen al|call ice|
            called ice|calling ice|call ice on|llamar a ice|llamar a la migra|llamar a inmigracion|
            call immigration|echar la migra|got a letter|my case|court date|mi caso|mi corte|
            check in appointment|work permit|was released|got released|lo soltaron|la soltaron|salio libre|
            need a lawyer|number for a lawyer|need help with|necesito ayuda|necesito un abogado|need a ride|
            need groceries|necesito|rent|renta|donate|donation|gofundme|venmo|fundraiser|lawyer|abogado|
            does anybody have|running late|running \\d+ late|because of snow|snow emergency|detour|service normal|power outage|
            no school|school closed|no hay clases|snowstorm|looking for a ride|ocupo el numero|ocupo un|numero del abogado|alguien que me lleve"""
    )
)
THANKS = whole(
    alternatives(
        """thank you|thanks|thx|ty|gracias|good morning|good night|buenos dias|buenas tardes|buenas noches|
            great job|good job|buen trabajo|heroes|love you|bendiciones|congrats|welcome|bienvenidos|stay safe|
            cuidense|proud of|wrong chat"""
    )
)

WONDERS = whole(
    alternatives("anyone know|anybody know|any idea|alguien sabe|saben si|does anyone know|idk why|who knows")
)
FEDERAL = whole(
    alternatives(
        "ice|fed|feds|federal|federales|agent|agents|agente|agentes|migra|hsi|dhs|cbp|ero|border patrol|immigration|inmigracion|marshals|masked|mask|masks|vest|vests|chaleco|chalecos|unmarked|tactical|officers|"
        "encapuchados|enmascarados|plain clothes|de civil|sin placas|tinted|suspicious|sospechoso|sospechosa|whistle|whistles"
    )
)
NO_MARKS = whole(
    r"(?:no|sin|without) (?:ice|feds?|migra|agents?|police|hsi|agentes|dhs) (?:markings?|logos?|letters|letras|vests?|jackets?|badges?|patch(?:es)?|uniforms?|insignias?|out(?:side)?|visible|getting out|in sight|plates)"
)
"""A denial of marks, or that they got out, which denies no sighting."""
PERSONS = whole(
    r"(?:guys?|men|man|dudes?|people|ppl|hombres?|tipos?|batos?|vatos?|sujetos?|personas?|gente|weyes|someone|somebody|driver|chofer|they|theyre|they're|them|van|vienen|traen|estan)"
)
FIRM_DENIAL = whole(
    alternatives(
        """nothing to do w|nothing to do with|nada que ver con|nah thats just|nah that's just|nah its just|nah it's just|nah he's just|no thats just|false alarm|false alert|false report|falsa alarma|not ice|isnt ice|isn't ice|wasnt ice|wasn't ice|was not ice|no es ice|no es la migra|no era la migra|no era ice|no eran ellos|no son ellos|not them|all clear|
            stand down|standing down|nvm|never mind|nevermind|disregard|ignore my last|scratch that|it was just|turned out|turns out|was just|were just|it was only|solo era|solo eran|nomas era|nomas eran|not real|fake|
            stop spreading|debunked|me equivoque|i was wrong|my mistake|just mpd|just police|just cops|just local|film crew|not immigration|no son agentes|not feds|no eran agentes|can head home|pueden salir|ya pueden salir|
            just shoppers|just customers|just parents|just neighbors|just workers|just people|just some kids|just the mail|just sheriff|just state|just a cop|solo policia|nomas policia|just construction|just roofers|there is no|there's no|theres no|there are no|nobody here|no one here|nadie aqui|no hay nada|no hay nadie|nothing here|no sign of|no signs of"""
    )
)
"""Denials that hold even where people and a place are told."""
EVERYDAY = whole(
    alternatives(
        """car accident|accident|crash|fender bender|rollover|choque|choco|accidente|apartment fire|house fire|fire truck|fire trucks|fire engine|incendio|medical call|medical emergency|medical|shoplifter|shoplifting|normal traffic stop|
            regular traffic stop|routine traffic stop|mpd|sheriffs|sheriff|state trooper|state patrol|metro transit police|park police|can we get|can i get|could we get|could i get|can give rides|give rides|give a ride|ride to|rides to|
            rides from|turnout|carpool|shed|for sale|lost cat|lost dog|found dog|lost keys|free to|selling|vendo|i have a|i can drive|i can take|i can bring|i can pick|i can give|i can lend|i can deliver|i can babysit|i can drop|dm me|pm me|message me|hit me up|mandenme|mandame mensaje|manden mensaje|ofrezco|puedo dar|puedo manejar|i can pick up|can pick up|drop off at|moving truck|yard sale|garage sale|parking spot|snow emergency|route \\d+ bus|
            tengo un|tengo una|puedo llevar|puedo recoger|raite|raites|the usual|as usual|power outage|power is out|no power|street sweeping|plowing|block party|potluck|clase|clases|misa de|birthday|cumpleanos|fiesta"""
    )
)
"""What goes on in a street or a chat on any day, where nobody speaks of agents."""
NEWS = whole(
    r"(?:per|according to|via|says|from) (?:the )?(?:strib|star tribune|news|ap|nyt|wcco|kare11|kare 11|mpr|fox 9|fox9|kstp|sahan|reformer|axios|telemundo|univision|racket)"
    r"|(?:arrested|detained|deported|took|arrestaron|detuvieron|deportaron) (?:over |about |more than |mas de |a )*\d{2,} (?:people|personas|immigrants|inmigrantes|workers|trabajadores) (?:in|en|this|last|since|esta)"
    r"|(?:a |the |this |that |un |el |este |ese )?(?:tiktok|reel|youtube|article|podcast|documentary|clip|video viral|newscast|press conference) (?:of|about|on|de|sobre|from)"
    r"|remember the|remember when|recuerdan cuando|se acuerdan"
)
