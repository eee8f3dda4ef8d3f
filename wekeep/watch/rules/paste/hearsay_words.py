"""The ways in which something is told that others saw, posted or heard."""

from wekeep.watch.rules.paste.patterns import alternatives, later, whole

HEARSAY = whole(
    alternatives(
        """i heard|heard that|heard from|heard there|heard theres|heard they|heard ice|i hear|im hearing|
            i'm hearing|hearing that|someone said|somebody said|someone told me|somebody told me|they said|
            people are saying|people say|ppl saying|ppl are saying|told me|supposedly|apparently|allegedly|
            rumor|rumour|rumors|rumours|word is|word on the street|says there|says theyre|says they're|
            says they|says ice|said there|said theyre|said they|said ice|saying theres|saying there|saying ice|
            on facebook|on fb|on twitter|on tiktok|on instagram|on ig|on nextdoor|on reddit|on the news|
            facebook post|fb post|posted on|posted that|reposting|forwarded|fwd|fwd :|forwarding|from a friend|
            from another chat|from another group|from the \\S+ chat|saw a post|seeing posts|saw on|read that|
            can anyone confirm|anyone confirm|can someone confirm|can anyone verify|can someone verify|
            can anyone check|can someone check|unconfirmed|not confirmed|not sure if true|not sure if its true|
            idk if its real|idk if true|if true|dont know if true|no idea if true|is this true|is it true|
            second hand|secondhand|a friend says|friend of a friend|my friend says|my friend said|
            my cousin says|my cousin said|me siguen diciendo|dicen en|diciendo que|estan diciendo|
            andan diciendo|no se si sera|no se si es la migra|dicen que|dicen q|dice que|dice q|dice mi|
            dijo que|dijeron que|me dijeron|not verified|unverified|no verificado|sin verificar|rt :|me avisaron|me avisan|me dijo|me contaron|me conto|me comentaron|escuche que|escuche q|
            oi que|oi q|segun|supuestamente|al parecer dicen|que dizque|dizque|rumor|rumores|se dice|se rumora|
            me mandaron|me llego un mensaje|reenviado|reenvio|en facebook|en face|en el face|en el facebook|
            en las noticias|en whatsapp|vi en face|es cierto que|sera cierto|no se si es cierto|
            no se si sea cierto|sin confirmar|no confirmado|alguien puede confirmar|pueden confirmar|
            alguien dijo|mi primo dice|mi prima dice|mi vecina dice|mi vecino dice|una amiga dice|un amigo dice|
            cuentan que|quien confirme|hay rumores|true or no|true or not|true or false|real or fake|real or not|
            seeing mixed things|mixed reports|mixed messages|verdad o no|cierto o no|verdad o mentira|sera verdad|
            anyone know if its true|heard on the radio|heard it on|heard it from|on the radio|en la radio|
            going around that|grapevine|hearing reports|getting reports|we got a report|got reports|
            nos reportan|reportan que|me reportan|circula|anda circulando|esta circulando|viral|
            escuche que|escuche decir|alguien me dijo|una vecina me|un vecino me|someone posted|
            somebody posted|take this with|secondhand info|no me consta|sin checar"""
    )
)
KIN = alternatives(
    """mom|mother|dad|father|cousin|neighbor|neighbour|friend|coworker|co - worker|boss|brother|sister|aunt|
        uncle|tia|tio|wife|husband|roommate|landlord|son|daughter|girlfriend|boyfriend|buddy|pastor|teacher|
        manager|classmate|in law|comadre|compadre|vecina|vecino|prima|primo|amiga|amigo|hermana|hermano|mama|
        papa|esposo|esposa|hijo|hija|jefe|jefa|suegra|cunada|cunado|comadre|companero|companera|patron|sobrino|
        sobrina|abuela|novio|novia"""
)
RELAYED = whole(
    rf"(?:(?:my|a|our|his|her|mi|una|un|la|el|someones|of my) (?:\S+ ){{0,2}}?|(?:^|(?<=[.,;!:\n] )))(?:kid|student|client|tenant|caller|nurse|janitor|{KIN})s? "
    rf"(?:\S+ ){{0,3}}?(?:says|said|told|saw|heard|texted|called|thinks|claims|"
    rf"messaged|mentioned|posted|reports|reported|dice|dijo|vio|oyo|escucho|conto|"
    rf"aviso|mando|llamo|escribio|comento)"
    rf"|(?:dice|dijo|conto|aviso|segun|comento) (?:\S+ )?(?:mi|una|un|la|el) "
    rf"{KIN}|(?:someone|somebody|some lady|some guy|people|ppl|folks|alguien|una senora|un senor) (?:\S+ ){{1,5}}?(?:says|said|posted|reported|dice|dijo)|(?:he|she|someone|somebody|some lady|some guy|people|ppl|they|lady|"
    rf"alguien) (?:said|says|told|texted|claims|reported|posted|saying|wrote|"
    rf"dijo|dice)"
)
PUBLISHED = whole(
    alternatives(
        """on facebook|on fb|on twitter|on x|on tiktok|on instagram|on ig|on insta|on nextdoor|on reddit|
            on youtube|on the news|on tv|online|facebook post|fb post|saw a post|saw a video|saw a tiktok|
            seeing posts|in another group|in another chat|from another group|en facebook|en face|en el face|
            en tiktok|en instagram|en las noticias|en la tele|en otro grupo|en youtube|en redes|according to|
            breaking news|breaking :|reportedly|reports of|reports say|report says|press release|
            article|news says|news :|headline|noticias|noticia|ultima hora|journalist|newspaper|kare11|kstp|
            rt at|wcco|mpr|star tribune|fox news|telemundo|univision"""
    )
)
THERE_MYSELF = whole(
    alternatives(
        """i see|i can see|with my own eyes|w my own eyes|in front of me|im looking at|i'm looking at|im at|
            i'm at|im here|i'm here|im there|right in front of|i am at|i'm watching|im watching|looking at them|
            i am here|i just saw them|los veo|las veo|estoy aqui|estoy en|yo estoy|aqui enfrente|
            los estoy viendo|las estoy viendo|con mis propios ojos|desde mi ventana|from my window|aqui los veo"""
    )
)
TOLD = whole(
    r"(?:le|les|me|nos|te) (?:acaban de |acaba de )?(?:dijo|dijeron|decir|contaron|conto|avisaron|avisar|comentaron|mandaron|contar)"
)
THEY_SAY = later(
    r"(?:^|(?<=[,.;!\n] ))(?:y |que |ahi |ya |nos |me |les ){0,2}(?:dicen|andan "
    r"diciendo|dijeron|comentan)(?!\S)(?! (?:que son|police|policia|ice|hsi|"
    r"ero|\"))"
)
FIRST_HAND = whole(
    alternatives(
        """i see|i saw|i just saw|im seeing|i'm seeing|i can see|just saw|with my own eyes|w my own eyes|
            in front of me|im looking at|i'm looking at|im at|i'm at|im here|i'm here|right in front|i counted|
            i am at|i'm watching|im watching|confirmed|looking at them|estoy viendo|los veo|los vi|yo vi|
            acabo de ver|veo|vi a|estoy aqui|estoy en|aqui enfrente|los estoy viendo|con mis propios ojos|
            confirmado"""
    )
)
OF_KIN = whole(KIN)
TOLD_TO_KIN = whole(
    rf"(?:(?:le|les) (?:acaban de |acaba de )?(?:dijeron|decir|contaron|avisaron|avisar|comentaron|mandaron) a|someone told|somebody told|they told|people told) (?:mi|su|tu|un|una|la|el|my|our|his|her) {KIN}"
)
"""A relative who was told by nobody in particular."""
DOUBT = whole(
    alternatives(
        """heard|i hear|hearing|supposedly|apparently|allegedly|rumor|rumour|rumors|rumours|word is|word on the street|grapevine|other chat|another chat|otro chat|otro grupo|other group|another group|on the radio|en la radio|friend of a friend|
            friend's friend|friends friend|a friend whose|going around|unconfirmed|not confirmed|hasnt been confirmed|not verified|unverified|not sure if true|not sure if its true|
            idk if its real|idk if true|if true|dont know if true|no idea if true|is this true|is it true|true or no|true or not|true or false|real or fake|
            real or not|mixed reports|second hand|secondhand|reposting|from the \\S+ chat|from the \\S+ group|from another chat|from another group|del grupo de|del chat de|take this with|someone posted|somebody posted|oi|escuche|
            dicen que|dicen q|se dice|segun|supuestamente|dizque|que dizque|rumores|se rumora|reenviado|reenvio|circula|anda circulando|viral|sera cierto|es cierto|
            verdad o no|cierto o no|sin confirmar|no confirmado|no verificado|sin verificar|no me consta|sin checar|no se si es cierto|no se si sea cierto|
            no se si sera|amigo de mi|amiga de mi|amigo de un|primo de un|conocido|not sure though|idk though|who knows|quien sabe"""
    )
)
"""Words by which the writer doubts what is passed on, or does not know whose it is."""
NOT_YET = whole(
    "tomorrow|tmrw|tmw|monday|tuesday|next week|this weekend|gonna|going to (?:be|raid|hit|come)|will be|manana va|manana van|va a haber|van a venir|van a ir|van a hacer|el lunes"
)
QUOTED = whole(
    r"(?:whoever|who ever|who|the person who|person that|the one who|someone who|quien|el que|la que|la persona que) (?:just |originally )?(?:posted|reported|said|sent|shared|wrote|put|reporto|puso|mando|dijo|posteo|escribio|publico)"
    r"|(?:the|that|this|your|ur|el|ese|la|esa) (?:post|message|msg|report|alert|screenshot|tip|mensaje|reporte|alerta|publicacion) (?:about|on|from|for|that says|saying|sobre|de|que dice)"
)
"""Speaking of somebody else's report."""
