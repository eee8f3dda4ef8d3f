"""Messages that only look like sightings: templates, drills, old posts, rumours of what is to come, visits that found nothing."""

from wekeep.watch.rules.paste.patterns import later, whole

REHEARSED = whole(
    r"drill (?:today|tomorrow|tonight|at|on|this|scheduled|happening)|simulacro (?:hoy|manana|a las|el)|volunteers (?:[a-z]+ ){0,4}will|(?:do not|dont|don't|no need to) report (?:it|this|them|us)?|no lo reporten|"
    r"(?:this is |es |esto es |solo |just |only |solamente |nomas )*(?:a |an |un |una )?(?:drill|practice|practica|exercise|ejercicio|simulacro|simulation|role play|roleplay|training example|sample|mock report|test message|mensaje de prueba|prueba)(?= (?:only|no|not|[.,:;!)-]|para|del|de|run|for|solo|report|msg|message)|$)"
    r"|(?:no es|not|isnt|isn't|nada es) (?:a )?real(?! (?:id|badge|police|cops|uniform|plates?)(?!\S))"
    r"|(?:a |an |un |el |this |that )?(?:good|bad|great|perfect|sample|correct|wrong|proper|clear|buen|mal|correcto|example) (?:one|1|report|message|msg|salute|post|reporte|mensaje|ejemplo) (?:looks?|would look|sounds?|reads?|is|se ve|seria|es)(?: something)? (?:like|this|:|asi|como)|(?:should|must|has to|tiene que|debe|deberia) (?:look|read|sound|verse|quedar) (?:something )?(?:like|asi|como)"
    r"|(?:example|ejemplo|por ejemplo|template|plantilla|format|formato|copy and paste|copienla|copien y peguen|copy this|fill (?:this )?(?:in|out)|llenenla|llenen)(?= (?:[:.,;(!-]|del|de|from|of|and|y|para|for|below|abajo|s|t|:)(?!\S))"
    r"|(?:when|whenever|every time|if|cuando|si) (?:you|u|ya'll|yall|people|everyone|someone|ustedes|alguien|anyone)? ?(?:post|report|share|send|write|text|call in|manden|reporten|compartan|envien|escriban|mandes|reportes|publiquen)(?:s|ing)?(?!\S)"
    r"|(?:six|6|all) letters|seis letras|las 6 letras|[salute] (?:= |: |- )(?:how many|what they|where|when|size|cross streets|cuantos|que hacen|que estan haciendo|donde|como visten|que visten|tamano)"
)
"""A form shown, or an exercise, not what was seen."""
OLD_NEWS = whole(
    r"(?:post|photo|pic|picture|video|screenshot|screen shot|alert|message|msg|report|story|rumou?r|map|image|clip|one|foto|publicacion|mensaje|captura|alerta|reporte|nota|imagen)s? (?:that |que |everyone is sharing |going around |you shared |circulating |on \S+ |about \S+ |sobre \S+ )*(?:is |are |was |were |es |era |son |esta |its |it's )+(?:actually |really |just |de |una |un |an? |very |like |all |both )*"
    r"(?:from|old|outdated|recycled|reposted|last|fake|false|not true|not real|years?|viej[oa]s?|antigu[oa]s?|fals[oa]s?|hace|del (?:ano|mes|verano)|de (?:junio|julio|enero|otro|hace|chicago|2024|2025))"
    r"|(?:thats|that's|its|it's|this is|that is|es|eso es|esa es) (?:an? |una? |de |from |un )?(?:really |very |muy )?(?:old|viej[oa]|recycled|antigu[oa]|last (?:week|month|year|june|summer|spring|fall)) ?(?:post|photo|pic|video|screenshot|news|alert|one|foto|nota|noticia|mensaje|publicacion|captura)?(?= (?:[.,;!]|so|and|from|pls|please|no|stop|de|que)|$)"
    r"|(?:please |pls |por favor )?(?:delete it|delete that|delete this|take it down|take down|borren|borrenlo|borrenla|borralo|no lo compartan|no la compartan|no compartan|do not (?:share|repeat|forward|repost)|don't (?:share|repeat|forward|repost)|dont (?:share|repeat|forward|repost)|stop (?:sharing|forwarding|reposting))(?! (?:names|faces|plates|photos of|the address|exact))"
)
"""A post that is old or is to be taken down."""
TO_COME = whole(
    r"(?:there )?(?:will be|is going to be|is gonna be|are going to be|might be|may be|could be|supposed to be|va a haber|habra|viene|vienen|dicen que va) (?:a |an |un |una )?(?:[a-z]+ )?(?:raids?|redadas?|sweeps?|operations?|operativos?|checkpoints?|retenes|reten)(?! (?:here|now|right now|happening))"
    r"|(?:raids?|redadas?|sweep|operativo|ice|la migra|they) (?:are |is |is |will |viene |vienen )?(?:planned|expected|scheduled|coming|planeada|programada) (?:for |on |para |el |this |next )*(?:tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next|the weekend|week|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|fin)"
)
"""What is feared for a day to come."""
FOUND_NOTHING = whole(
    r"(?:(?:its|it's|was|is|era|es|todo|puro|salio|resulto|resulta|son|eso es|eso fue|fue) )?(?:false|falso|falsa|mentira|fake|bogus|hoax|bulo|inventad[oa]|chisme|puro chisme|pura mentira|no cierto)(?= (?:[.,;!:-]|lo|la|el|alarm|alarma|report|reporte|que|de|rumor|about|on|at)|$)(?! (?:de|a) (?:placa|plate))"
    r"|(?:walked|drove|went|biked|rode|swung|checked|circled|stopped|passed|looked|fui|pase|fuimos|pasamos|anduve|revise|cheque|recorri) (?:[^\s.;!?]+ ){0,12}?(?:[.,;-] )?(?:(?:and|y|but|pero|there is|there was|there's|theres|saw|found|see|vi|hay|habia|ya|had|its|it's|all|todo|no hay|no habia|no vi) )*"
    r"(?:nobody|no one|noone|nothing|none|nada|nadie|no agents|no ice|no feds|no vehicles|no activity|ni un alma|zero|quiet|all quiet|empty|clear|tranquilo|vacio|limpio|solo|despejado)(?! (?:taken|detained|arrested|hurt|answered|opened|inside the|got out|has been|was taken|was detained|knows|told|would|could|in custody|home|detenid\w+|abrio|contesto|se llevaron))"
    r"|(?:there is|there's|theres|there was|hay|habia) (?:nobody|no one|nothing|nadie|nada)(?! (?:inside|in the (?:car|van|truck)|with|visible|adentro|en (?:el|la) (?:carro|van|troca)))|(?:nobody|no one|nothing|nadie|nada) (?:here|there|around|aqui|ahi|alli|por aqui)(?! (?:is|was) (?:stopping|helping))"
    r"|puro (?:utility|construction|trabajador\w*|carro de|gente de|delivery)|(?:closing|close|closed|cerrando|cierro|marking) (?:that|this|it|the|ese|este|esa|el|la) (?:one|report|reporte|alert|alerta|out|as|pin)"
)
"""Someone went to look, and it was nothing."""
SOFT = whole(
    r"(?:no (?:veo|vi|se ve|alcanzo a ver|se miran?) (?:a )?(?:nadie|a nadie|gente) ?(?:afuera|adentro|bajar|bajarse|salir|en (?:el|la|los|las) \S+|todavia|aun|tho|though)?|(?:nobody|no one|noone|nadie) (?:visible|inside|adentro|outside|afuera|in (?:it|them|the (?:car|cars|van|vans|truck|trucks))|got out|getting out|has gotten out|se ha bajado|se baja|out yet|around them|in sight)|(?:cant|can't|couldnt|couldn't|dont|don't|didnt|didn't) see (?:anyone|anybody) ?(?:inside|in it|in them|out|outside|yet|getting out)?)"
)
"""That nobody is to be seen beside the vehicles that are."""
ABOUT_A_REPORT = whole(
    r"(?:saw|seen|read|got|received|vi|lei|recibi) (?:your|ur|tu|su|the) (?:post|message|msg|report|text|alert|mensaje|reporte|aviso)|thank(?:s| you) for (?:reporting|posting|the report|sharing)|gracias por (?:reportar|avisar|el aviso|compartir)|"
    r"(?:u|you|ya|ustedes?|tu) (?:forgot|forget|missed|left out|didnt say|didn't say|need to (?:add|put)|olvidaste|olvidaron|te falto|les falto)|(?:te|les|le) (?:falto|falta) (?:la|el|poner|decir)|(?:was it|were there|is it|fue|fueron|era|eran) \d+ or \d+"
)
"""Asking after a report of somebody else's."""
NONE_THERE = later(r"(?:^| )s (?:[:=-] )?0(?= (?:[,;/.|\n]|[atlue]) ?)")
"""A size of none."""
